/// The renderer: a stack of what is still to be printed, and a look ahead from its top to the next possible newline.
#include "compiler/parse/pretty.h"

#include <algorithm>
#include <string_view>

#include "compiler/source/display.h"
#include "compiler/source/match.h"

namespace scmc::parse {
namespace {

constexpr int step = 2;

int columns(std::string_view text) { return static_cast<int>(display_width(text)); }

/// `is_flat`: its breaks are no newlines. Of a fill's break, `content` is what it stands before.
struct Item {
  const Doc* doc;
  int indent;
  bool is_flat;
  const Doc* content = nullptr;
};

/// Its parts, the first on top.
void push(std::vector<Item>& stack, const Docs& parts, int indent, bool is_flat, bool is_fill = false) {
  for (std::size_t i = parts.size(); i-- > 0;) {
    const bool decides = is_fill && !is_flat && i + 1 < parts.size() && std::holds_alternative<Break>(parts[i].node);
    stack.push_back({&parts[i], indent, is_flat, decides ? &parts[i + 1] : nullptr});
  }
}

class Renderer {
 public:
  Renderer(int indent, int width) : width_(width), column_(indent) {}

  std::string run(const Doc& doc, int indent) {
    stack_.push_back({&doc, indent, false});
    while (!stack_.empty()) {
      const Item item = stack_.back();
      stack_.pop_back();
      match(item.doc->node, [&](const auto& node) { print(node, item); });
    }
    return std::move(text_);
  }

 private:
  void print(const Words& words, const Item& item) {
    if (is_line_closed_) newline(item.indent + step);
    add(words.text);
  }

  void print(const Gap& gap, const Item&) {
    if (is_line_closed_) return;
    text_.append(static_cast<std::size_t>(gap.width), ' ');
    column_ += gap.width;
  }

  void print(const Remark& remark, const Item&) {
    if (is_line_closed_ || remark.has_own_line) remarks_.push_back(remark.text);
    else add("  " + remark.text);
    is_line_closed_ = true;
  }

  void print(const Break& space, const Item& item) {
    const bool stays = item.is_flat || (item.content && fits({item.content, item.indent, true}, space.is_space ? 1 : 0, stack_.size() - 1));
    if (is_line_closed_ || !stays) newline(item.indent + (space.is_nested ? step : 0), space.closes ? step : 0);
    else if (space.is_space) add(" ");
  }

  void print(const Concat& concat, const Item& item) { push(stack_, concat.parts, item.indent, item.is_flat); }
  void print(const Group& group, const Item& item) {
    const bool is_flat = item.is_flat || (!has_remark(*item.doc) && fits({item.doc, item.indent, true}, 0, stack_.size()));
    push(stack_, group.parts, item.indent, is_flat);
  }
  void print(const Fill& fill, const Item& item) { push(stack_, fill.parts, item.indent, item.is_flat, true); }
  void print(const Nest& nest, const Item& item) { push(stack_, nest.parts, item.indent + step, item.is_flat); }

  void add(std::string_view text) {
    text_ += text;
    column_ += columns(text);
  }

  void begin_line(int indent) { text_.append(1, '\n').append(static_cast<std::size_t>(indent), ' '); }

  /// The comments that have waited for it stand before the line it begins.
  void newline(int indent, int remarks_indent = 0) {
    for (const std::string& remark : remarks_) begin_line(indent + remarks_indent), text_ += remark;
    remarks_.clear();
    begin_line(indent);
    column_ = indent;
    is_line_closed_ = false;
  }

  /// Whether the item and what stands behind it on the stack, up to where a newline may come, ends within the width.
  bool fits(Item first, int used, std::size_t behind) const {
    int left = width_ - column_ - used;
    std::vector<Item> ahead{first};
    while (left >= 0) {
      if (ahead.empty() && behind == 0) return true;
      const Item item = ahead.empty() ? stack_[--behind] : ahead.back();
      if (!ahead.empty()) ahead.pop_back();
      const bool may_end = match(item.doc->node, [&](const auto& node) { return measure(node, item, ahead, left); });
      if (may_end) return left >= 0;
    }
    return false;
  }

  /// Each takes what it needs from `left`; true where the line may end.
  static bool measure(const Words& words, const Item&, std::vector<Item>&, int& left) { return left -= columns(words.text), false; }
  static bool measure(const Gap& gap, const Item&, std::vector<Item>&, int& left) { return left -= gap.width, false; }
  static bool measure(const Remark&, const Item&, std::vector<Item>&, int&) { return true; }
  static bool measure(const Break& space, const Item& item, std::vector<Item>&, int& left) {
    if (item.is_flat && space.is_space) --left;
    return !item.is_flat;
  }
  template <class Parts>
  static bool measure(const Parts& node, const Item& item, std::vector<Item>& ahead, int&) {
    return push(ahead, node.parts, item.indent, item.is_flat), false;
  }

  int width_, column_;
  bool is_line_closed_ = false;  ///< by a comment
  std::vector<std::string> remarks_;  ///< on lines of their own, which are yet to begin
  std::string text_;
  std::vector<Item> stack_;
};

}  // namespace

bool has_remark(const Doc& doc) {
  return match(
      doc.node, [](const Words&) { return false; }, [](const Gap&) { return false; }, [](const Remark&) { return true; },
      [](const Break&) { return false; }, [](const auto& node) { return std::ranges::any_of(node.parts, has_remark); });
}

std::string render(const Doc& doc, int indent, int width) { return Renderer{indent, width}.run(doc, indent); }

}  // namespace scmc::parse
