dim county
data county_of[obs] in county from "county
x = f("a)
y = "a\qb"

==========
error[E0102]: this string is not closed
  --> model.scm:2:36
   |
 2 | data county_of[obs] in county from "county
   |                                    ^^^^^^^ it opens here and runs to the end of the line
   |
   = hint: a string ends with `"` on the line where it began

error[E0102]: this string is not closed
  --> model.scm:3:7
   |
 3 | x = f("a)
   |       ^^^ it opens here and runs to the end of the line
   |
   = hint: a string ends with `"` on the line where it began

error[E0102]: `\q` stands for nothing in a string
  --> model.scm:4:5
   |
 4 | y = "a\qb"
   |     ^^^^^^ in this string
   |
   = hint: `\"`, `\\`, `\n` and `\t` are understood; a plain backslash is `\\`
