x = a +
  b
  - c
y = 1

==========
error[E0106]: a line that begins with `-` could end the statement above or continue it
  --> model.scm:3:3
   |
 3 |   - c
   |   ^ is this a difference or a new line?
   |
   = hint: to continue, end the line above with the `-`
