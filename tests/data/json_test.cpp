/// JSON files: what is read, and what is said about those that cannot be.
#include "tests/data/support.h"

namespace scmc::data {
namespace {

TEST(Json, ScalarsArraysStrings) {
  const Table table = json(R"({"N": 3, "mu": -1.5e2, "who": "me", "ok": [true, false],
    "y": [[1, 2, 3], [4, 5, 6]], "g": ["b", "a", "b"], "none": [], "two_nones": [[], []]})");
  EXPECT_EQ(table.format, Format::Json);
  EXPECT_TRUE(column(table, "N").shape.empty());
  EXPECT_EQ(column(table, "N").type, ColumnType::Integer);
  expect_values(column(table, "N"), {3});
  EXPECT_EQ(column(table, "mu").type, ColumnType::Integer) << "-150";
  EXPECT_EQ(column(table, "who").labels, std::vector<std::string>{"me"});
  EXPECT_EQ(column(table, "ok").type, ColumnType::Logical);
  EXPECT_EQ(column(table, "y").shape, (std::vector<std::size_t>{2, 3}));
  expect_values(column(table, "y"), {1, 2, 3, 4, 5, 6});
  expect_values(column(table, "g"), {0, 1, 0});
  EXPECT_EQ(column(table, "none").shape, std::vector<std::size_t>{0});
  EXPECT_EQ(column(table, "two_nones").shape, (std::vector<std::size_t>{2, 0}));
}

TEST(Json, MissingAndInfinite) {
  const Table table = json(R"({"x": [NaN, null, "NA", "NaN", Infinity, -Infinity, "Inf", "-inf", 0.5], "s": "NaN, Infinity \" NaN"})");
  expect_values(column(table, "x"), {nan, nan, nan, nan, infinity, -infinity, infinity, -infinity, 0.5});
  EXPECT_EQ(column(table, "x").missing, 4U);
  EXPECT_EQ(column(table, "s").labels, std::vector<std::string>{"NaN, Infinity \" NaN"});
}

TEST(Json, DatesAscend) {
  const Table table = json(R"({"t": ["2024-02", "2024-01", "2023-12"]})");
  EXPECT_TRUE(column(table, "t").dates);
  expect_values(column(table, "t"), {2, 1, 0});
}

TEST(Json, NumbersInQuotesAreLabels) {
  const Table table = json(R"({"g": ["10", "2", "10"]})");
  EXPECT_EQ(column(table, "g").type, ColumnType::Label);
  EXPECT_EQ(column(table, "g").labels, (std::vector<std::string>{"10", "2"}));
}

TEST(Json, EscapesAndUnicode) {
  const Table table = json("{\"\\u00e9\": \"a\\\"b\\\\\", \"z\": 1}");
  EXPECT_EQ(column(table, "\xC3\xA9").labels, std::vector<std::string>{"a\"b\\"});
}

TEST(JsonProblem, Syntax) {
  EXPECT_EQ(
      json_problems("{\n  \"a\": [1, 2,],\n}"),
      "E0811 d.json, line 2, character 14: the JSON cannot be parsed: in the value - unexpected ']'; expected '[', '{', or a literal\n"
      "  hint: a data file is one object of arrays: {\"x\": [1, 2], \"y\": [3, null]}");
  EXPECT_EQ(json_problems("{\"a\": NaN, \"b\": [Infinity, oops]}").substr(0, 34), "E0811 d.json, line 1, character 28");
  EXPECT_NE(json_problems("{\"a\": 1").find("E0811 d.json, line 1, character 8:"), std::string::npos) << json_problems("{\"a\": 1");
  EXPECT_NE(json_problems("{\"a\": 1} x").find("E0811 d.json, line 1, character 10:"), std::string::npos) << json_problems("{\"a\": 1} x");
  EXPECT_NE(json_problems("{\"a\": 1e999}").find("`1e999` is too large for a number"), std::string::npos)
      << json_problems("{\"a\": 1e999}");
}

TEST(JsonProblem, TopLevel) {
  const std::string expected = "E0813 d.json: the JSON is not an object\n  hint: give names to the values: `{\"y\": [1.5, 2, 0.5]}`";
  for (const char* text : {"[1, 2]", "3", "\"a\"", "null", "[{\"a\": 1}]"}) EXPECT_EQ(json_problems(text), expected) << text;
  EXPECT_EQ(json_problems(""), "E0802 d.json: the file is empty\n  hint: a data file has a header of column names, then a row per unit");
  EXPECT_EQ(json_problems("{}"), "E0802 d.json: the file is empty\n  hint: a data file has a header of column names, then a row per unit");
}

TEST(JsonProblem, RaggedArrays) {
  EXPECT_EQ(json_problems(R"({"a": 1, "x": [[1, 2], [3]]})"),
            "E0814 d.json, column `x`: the array is ragged: `x[2]` has length 1, where 2 is expected\n"
            "  note: all parts of a nested array must have the same length and depth");
  for (const char* array :
       {"[1, [2]]", "[[1], 2]", "[[1], []]", "[[], [1]]", "[1, []]", "[[], 1]", "[[1, 2], [[]]]", "[[[1]], [[1, 2]]]", "[[[]], [[1]]]"}) {
    const auto outcome = read_json(std::string("{\"x\": ") + array + "}", "d.json");
    ASSERT_EQ(outcome.problems.size(), 1U) << array;
    EXPECT_EQ(outcome.problems[0].code, "E0814") << array;
  }
}

TEST(JsonProblem, Entries) {
  EXPECT_EQ(json_problems(R"({"a": {"b": {"c": [1]}, "d": 2}, "e": 3})"),
            "E0815 d.json, column `a`: `a` holds an object\n"
            "  note: a JSON data file is an object of numbers, strings, and nested arrays of them");
  EXPECT_EQ(json_problems(R"({"a": [{"b": 1}, {"b": 2}]})").substr(0, 5), "E0815");
  EXPECT_EQ(json_problems(R"({"a": 1, "a": 2})"),
            "E0804 d.json, column `a`: the name `a` occurs twice\n  note: columns are found by name\n  hint: rename or remove one of them");
  EXPECT_EQ(json_problems(R"({"": 1})").substr(0, 5), "E0805");
}

TEST(JsonProblem, MixedArrays) {
  EXPECT_EQ(json_problems(R"({"x": [[1, 2], [3, "oops"]]})"),
            "E0807 d.json, column `x`: `oops` at `x[2,2]` is not a number\n"
            "  note: an array holds either numbers or strings\n  hint: a missing number is written `null`");
  EXPECT_EQ(json_problems(R"({"x": ["a", "b", 3.5]})"),
            "E0807 d.json, column `x`: `3.5` at `x[3]` is not a string\n  note: an array holds either numbers or strings");
}

TEST(JsonProblem, HugeIntegers) {
  EXPECT_EQ(json_problems(R"({"id": [1, 9007199254740993]})").substr(0, 88),
            "E0812 d.json, column `id`: `9007199254740993` at `id[2]` is too large to be held exactly");
  EXPECT_EQ(json_problems(R"({"id": 123456789012345678901234567890})").substr(0, 5), "E0812");
  expect_values(column(json(R"({"x": 1e300})"), "x"), {1e300});
}

TEST(JsonProblem, Encoding) {
  EXPECT_EQ(json_problems("{\n\"a\": \"\xE9\"}").substr(0, 60), "E0810 d.json, line 2, character 7: the text is not UTF-8\n  h");
}

}  // namespace
}  // namespace scmc::data
