a = x ** 2
b = x && y
c = x || y
d = x // 2
e = x <> y

==========
error[E0127]: `**` is not an operator of the language
  --> model.scm:1:7
   |
 1 | a = x ** 2
   |       ^^ not an operator here
   |
   = hint: write `^`

error[E0127]: `&&` is not an operator of the language
  --> model.scm:2:7
   |
 2 | b = x && y
   |       ^^ not an operator here
   |
   = hint: write `and`

error[E0127]: `||` is not an operator of the language
  --> model.scm:3:7
   |
 3 | c = x || y
   |       ^^ not an operator here
   |
   = hint: write `or`

error[E0127]: `//` is not an operator of the language
  --> model.scm:4:7
   |
 4 | d = x // 2
   |       ^^ not an operator here
   |
   = hint: write `div`

error[E0127]: `<>` is not an operator of the language
  --> model.scm:5:7
   |
 5 | e = x <> y
   |       ^^ not an operator here
   |
   = hint: write `!=`
