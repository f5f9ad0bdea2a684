/// CSV files: what is read, and what is said about those that cannot be.
#include <sys/stat.h>
#include <unistd.h>

#include <thread>

#include "tests/data/support.h"

namespace scmc::data {
namespace {

TEST(Csv, ReadsNumbersLabelsTruthAndGaps) {
  const Table table = csv("y,n,ok,county\n1.5,3,true,Adams\nNA,-4,false,Brown\n2e3,+5,TRUE,Adams\n,0,False,\"Cook, IL\"\n");
  EXPECT_EQ(table.rows, 4U);
  EXPECT_EQ(table.names(), (std::vector<std::string>{"y", "n", "ok", "county"}));
  EXPECT_EQ(column(table, "y").type, ColumnType::Real);
  expect_values(column(table, "y"), {1.5, nan, 2000, nan});
  EXPECT_EQ(column(table, "y").missing, 2U);
  EXPECT_EQ(column(table, "y").missing_mask(), (std::vector<bool>{false, true, false, true}));
  EXPECT_EQ(column(table, "n").type, ColumnType::Integer);
  expect_values(column(table, "n"), {3, -4, 5, 0});
  EXPECT_EQ(column(table, "ok").type, ColumnType::Logical);
  expect_values(column(table, "ok"), {1, 0, 1, 0});
  EXPECT_EQ(column(table, "county").type, ColumnType::Label);
  EXPECT_EQ(column(table, "county").labels, (std::vector<std::string>{"Adams", "Brown", "Cook, IL"}));
  expect_values(column(table, "county"), {0, 1, 0, 2});
  EXPECT_EQ(table.find("Y"), nullptr);
}

TEST(Csv, AllSpellingsOfMissing) {
  const Table table = csv("a,b\n,1\nNA,1\nNaN,1\nnan,1\n\"\",1\n  ,1\n7,1\n");
  expect_values(column(table, "a"), {nan, nan, nan, nan, nan, nan, 7});
  EXPECT_EQ(column(table, "a").type, ColumnType::Integer);
}

TEST(Csv, ColumnWithoutAnyValueIsReal) {
  const Table table = csv("a,b\n,1\nNA,2\n");
  EXPECT_EQ(column(table, "a").type, ColumnType::Real);
  EXPECT_EQ(column(table, "a").missing, 2U);
}

TEST(Csv, MissingLabels) {
  const Table table = csv("g,x\nb,1\nNA,2\na,3\n,4\n");
  EXPECT_EQ(column(table, "g").labels, (std::vector<std::string>{"b", "a"}));
  expect_values(column(table, "g"), {0, nan, 1, nan});
  EXPECT_EQ(column(table, "g").missing, 2U);
}

TEST(Csv, TruthAmongNumbersIsANumber) {
  const Table table = csv("z\n1\ntrue\n0.5\n");
  EXPECT_EQ(column(table, "z").type, ColumnType::Real);
  expect_values(column(table, "z"), {1, 1, 0.5});
}

TEST(Csv, MostlyTextKeepsTheTextOfNumbers) {
  const Table table = csv("g\nsmall\n007\nlarge\n7\nlarge\n");
  EXPECT_EQ(column(table, "g").labels, (std::vector<std::string>{"small", "007", "large", "7"}));
}

TEST(Csv, DatesAscend) {
  const Table table = csv("t,u\n2024-03-01,2024-01-01\n2023-12-31,x\n2024-02-29,2023-01-01\n2024-03-01,2022-01-01\n");
  EXPECT_TRUE(column(table, "t").dates);
  EXPECT_EQ(column(table, "t").labels, (std::vector<std::string>{"2023-12-31", "2024-02-29", "2024-03-01"}));
  expect_values(column(table, "t"), {2, 0, 1, 2});
  EXPECT_FALSE(column(table, "u").dates) << "not all of them are dates";
  EXPECT_EQ(column(table, "u").labels[0], "2024-01-01") << "so they stand in the order of first appearance";
}

TEST(Csv, LineEndsAndByteOrderMark) {
  const std::string plain = "a,b\n1,x\n2,y\n";
  for (const std::string& text :
       {std::string("\xEF\xBB\xBF") + plain, std::string("a,b\r\n1,x\r\n2,y\r\n"), std::string("a,b\r1,x\r2,y\r"),
        std::string("a,b\n1,x\n2,y"), std::string("\n\na,b\n\n1,x\n2,y\n\n\n"), std::string(" a , b \n 1,x \n2 ,y\n")})
    expect_same(csv(text), csv(plain));
}

TEST(Csv, QuotedCells) {
  const Table table = csv("\"the name\",b\n\"say \"\"hi\"\"\",1\n\"two\r\nlines\",2\n\"caf\xC3\xA9, bar\",3\n");
  EXPECT_EQ(column(table, "the name").labels, (std::vector<std::string>{"say \"hi\"", "two\r\nlines", "caf\xC3\xA9, bar"}));
}

TEST(Csv, LinesOfRows) {
  const Table regular = csv("a,b\n1,2\n3,4\n");
  EXPECT_TRUE(regular.lines.empty());
  EXPECT_EQ(regular.line_of(1), 3);
  const Table irregular = csv("a,b\n\"x\ny\",1\n\n\"z\",2\nw,3\n");
  EXPECT_EQ(irregular.lines, (std::vector<long>{2, 5, 6}));
}

TEST(Csv, BlankLineInASingleColumnIsAMissingCell) {
  const Table table = csv("y\n1\n\n3\n\n\n");
  expect_values(column(table, "y"), {1, nan, 3});
  EXPECT_EQ(table.line_of(2), 4);
}

TEST(Csv, ExtremesOfTheDoubles) {
  const Table table = csv("x\n1.7976931348623157e308\n4.9406564584124654e-324\n1e-400\n-Inf\nInfinity\n.5\n5.\n9007199254740992\n0.1\n");
  expect_values(column(table, "x"),
                {1.7976931348623157e308, 4.9406564584124654e-324, 0, -infinity, infinity, 0.5, 5, 9007199254740992, 0.1});
}

// ---------------------------------------------------------------- problems

TEST(CsvProblem, MissingDirectoryUnreadable) {
  const Folder folder;
  EXPECT_EQ(show(read_table("no/such/file.csv").problems),
            "E0801 no/such/file.csv: there is no file `no/such/file.csv`\n  note: the path is relative to the working directory\n  hint: check its name and its folder");
  EXPECT_EQ(show(read_table(folder.path()).problems),
            "E0801 " + folder.path() + ": `" + folder.path() + "` is a directory, not a file\n  hint: name the file in it");
  const std::string below_a_file = folder.with("a.csv", "x\n1\n") + "/b.csv";
  EXPECT_EQ(show(read_table(below_a_file).problems),
            "E0801 " + below_a_file + ": `" + below_a_file + "` cannot be read\n  note: the system says: Not a directory");
}

TEST(CsvProblem, NoPermission) {
  const Folder folder;
  const std::string path = folder.with("d.csv", "x\n1\n");
  std::filesystem::permissions(path, std::filesystem::perms::none);
  const bool root = ::geteuid() == 0;
  if (root && ::seteuid(65534) != 0) GTEST_SKIP() << "root, and cannot become anyone else";
  const auto problems = read_table(path).problems;
  ASSERT_TRUE(!root || ::seteuid(0) == 0);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].note, "the system says: Permission denied");
}

TEST(Csv, ReadsFromAPipe) {
  const Folder folder;
  const std::string pipe = folder.file("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  std::string text = "x\n";
  for (int i = 0; i < 400000; ++i) text += "1.25\n";
  std::thread writer([&] { std::ofstream(pipe) << text; });
  const auto table = read_table(pipe);
  writer.join();
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows, 400000U);
}

TEST(CsvProblem, Empty) {
  EXPECT_EQ(csv_problems(""), "E0802 d.csv: the file is empty\n  hint: a data file has a header of column names, then a row per unit");
  EXPECT_EQ(csv_problems("\xEF\xBB\xBF\n \n"), "E0802 d.csv: the file is empty\n  hint: a data file has a header of column names, then a row per unit");
  EXPECT_EQ(csv_problems("a,b\n"), "E0803 d.csv: the file has a header but no rows\n  hint: add a row per unit below the header");
  EXPECT_EQ(csv_problems("a,b"), "E0803 d.csv: the file has a header but no rows\n  hint: add a row per unit below the header");
}

TEST(CsvProblem, Header) {
  EXPECT_EQ(csv_problems("y,x,y,x,y\n1,2,3,4,5\n"),
            "E0804 d.csv, column `x`: the name `x` occurs twice\n  note: columns are found by name\n  hint: rename or remove one of them\n"
            "E0804 d.csv, column `y`: the name `y` occurs twice\n  note: columns are found by name\n  hint: rename or remove one of them");
  EXPECT_EQ(csv_problems("\"\",y\n1,2\n"),
            "E0805 d.csv: column 1 has no name\n  hint: name it in the header; if it holds row numbers, write the file without them: "
            "`row.names = FALSE` in R, `index=False` in pandas");
  EXPECT_EQ(csv_problems("x,y,\n1,2,\n"),
            "E0805 d.csv: column 3 has no name\n  hint: name it in the header, or remove the comma that opens it");
  EXPECT_EQ(
      csv_problems("1.5,2\n1,2\n"),
      "E0817 d.csv, row 1: the first row holds numbers only, not the names of the columns\n  hint: put a line with the names above it");
  EXPECT_EQ(csv_problems("x;y\n1,5;2\n"),
            "E0816 d.csv: the file is separated by `;`, not by commas\n  hint: export it with commas, and with points in the numbers");
  EXPECT_EQ(csv_problems("x\ty\n1\t2\n"), "E0816 d.csv: the file is separated by tabs, not by commas\n  hint: export it with commas");
}

TEST(CsvProblem, RaggedRows) {
  EXPECT_EQ(csv_problems("x,y\n1,2\n3\n4,5,6\n"),
            "E0806 d.csv, row 3: the row has 1 cell, the header has 2\n  note: 1 more row differs from the header\n"
            "  hint: a missing cell is written as nothing between two commas, or `NA`");
  EXPECT_EQ(csv_problems("place,y\nSpringfield, Illinois,2\n"),
            "E0806 d.csv, row 2: the row has 3 cells, the header has 2\n  hint: a comma inside a cell needs quotes around the cell");
}

TEST(CsvProblem, NotANumber) {
  EXPECT_EQ(
      csv_problems("x,y\n1,a\n2,b\noops,c\n3,d\n?,e\n4,f\n"),
      "E0807 d.csv, row 4, column `x`: `oops` in column `x` is not a number\n"
      "  note: most cells of the column are numbers, so all must be; the same holds for 1 more cell of this column\n"
      "  hint: correct the cell; if it is missing leave it empty or write `NA`; if these are labels put a letter in front of the numbers");
  EXPECT_NE(csv_problems("x\n1\n2\n1e999\n").find("row 4, column `x`: `1e999`"), std::string::npos);
  EXPECT_NE(csv_problems("x\n1\n2\n0x10\n").find("row 4, column `x`: `0x10`"), std::string::npos);
  EXPECT_NE(csv_problems("x\n1\n2\n+-1\n").find("row 4, column `x`: `+-1`"), std::string::npos);
  EXPECT_NE(csv_problems("x\n1\n2\n2024-01-01\n").find("row 4, column `x`: `2024-01-01`"), std::string::npos);
}

TEST(CsvProblem, RowsAreLinesOfTheFile) {
  EXPECT_NE(csv_problems("x,y\n1,\"two\nlines\"\n\n2,b\nbad,c\n").find("row 6, column `x`: `bad`"), std::string::npos);
}

TEST(CsvProblem, LongCellsAreCutBetweenCharacters) {
  const std::string accents(30, 'e');
  std::string cell;
  for (int i = 0; i < 30; ++i) cell += "\xC3\xA9";
  const std::string problem = csv_problems("x\n1\n2\n!" + cell + "\n");
  EXPECT_NE(problem.find("\xC3\xA9...` in column"), std::string::npos) << problem;
}

TEST(CsvProblem, ThousandsSeparators) {
  EXPECT_EQ(csv_problems("x,y\n1,1\n\"1,234.5\",2\n\"12,000\",3\n"),
            "E0808 d.csv, row 3, column `x`: `1,234.5` in column `x` has thousands separators\n"
            "  note: the same holds for 1 more cell of this column\n  hint: write `1234.5`");
  EXPECT_NE(csv_problems("x\n\"1,234\"\n\"2,345,678\"\n").find("E0808"), std::string::npos) << "even if all cells have them";
  EXPECT_NE(csv_problems("x\n1\n2\n\"1,2345\"\n").find("E0807"), std::string::npos) << "1,2345 is no number in any style";
}

TEST(CsvProblem, OnePerMistake) {
  const std::string found = csv_problems("x,y\n1,1\n\"1,234\",2\noops,3\n4,12345678901234567890\n5,6\n");
  EXPECT_EQ(found.find("E0807"), 0U) << found;
  EXPECT_NE(found.find("\nE0808 d.csv, row 3, column `x`"), std::string::npos) << found;
  EXPECT_NE(found.find("\nE0812 d.csv, row 5, column `y`"), std::string::npos) << found;
}

TEST(CsvProblem, HugeIntegers) {
  EXPECT_EQ(
      csv_problems("id\n1\n9007199254740993\n-9007199254740993\n"),
      "E0812 d.csv, row 3, column `id`: `9007199254740993` in column `id` is too large to be held exactly\n"
      "  note: integers beyond 2^53 = 9007199254740992 lose digits in double precision; the same holds for 1 more cell of this column\n"
      "  hint: if it is an identifier, put a letter in front; if it is a measurement, write it with an exponent");
}

TEST(CsvProblem, Quotes) {
  EXPECT_EQ(csv_problems("x,size\n1,5\" pipe\n"),
            "E0809 d.csv, row 2, column `size`: a quote inside a cell, or text after a closing quote\n"
            "  note: a cell either stands in quotes as a whole, or has none\n"
            "  hint: put the whole cell in quotes and double the quotes inside it: `\"5\"\" pipe\"`");
  EXPECT_NE(csv_problems("x,size\n1,\"5\" pipe\n").find("row 2, column `size`: a quote inside a cell"), std::string::npos);
  EXPECT_EQ(csv_problems("x,y\n1,2\n3,\"4\n5,6\n7,8\n"),
            "E0809 d.csv, row 3, column `y`: a quote that opens in this row is never closed\n"
            "  note: everything to the end of the file was read as one cell");
}

TEST(CsvProblem, Encoding) {
  EXPECT_EQ(csv_problems("x,g\n1,a\n2,caf\xE9\n"),
            "E0810 d.csv, row 3: the text is not UTF-8\n  hint: save the file as UTF-8, or convert it: `iconv -f LATIN1 -t UTF-8`");
  EXPECT_EQ(csv_problems(std::string_view("\xFF\xFEx\0\n\0", 6)),
            "E0810 d.csv: the text is UTF-16, not UTF-8\n  hint: save the file as UTF-8, or convert it: `iconv -f UTF-16 -t UTF-8`");
}

}  // namespace
}  // namespace scmc::data
