a = 1 +
b = 2
c = * 3
d = f(a, , b)
e = f(a + , b)
f = f(, b)
g = not
h = (a ==) + 1
factor
i ~ 
j = 1

==========
error[E0107]: nothing stands to the right of `+`
  --> model.scm:1:8
   |
 1 | a = 1 +
   |       -^ an operand was expected here
   |       this operator
   |
   = hint: write what `+` applies to, or remove it

error[E0107]: nothing stands to the left of `*`
  --> model.scm:3:5
   |
 3 | c = * 3
   |     ^ an operand was expected before it
   |
   = hint: write what `*` applies to, or remove it

error[E0107]: a value is missing after `,`
  --> model.scm:4:10
   |
 4 | d = f(a, , b)
   |          ^ an expression was expected here
   |
   = hint: write the value, or remove the comma

error[E0107]: nothing stands to the right of `+`
  --> model.scm:5:11
   |
 5 | e = f(a + , b)
   |         - ^ an operand was expected here
   |         this operator
   |
   = hint: write what `+` applies to, or remove it

error[E0107]: a value is missing after `(`
  --> model.scm:6:7
   |
 6 | f = f(, b)
   |       ^ an expression was expected here
   |
   = hint: write the value, or remove the comma

error[E0107]: nothing follows `not`
  --> model.scm:7:8
   |
 7 | g = not
   |        ^ an expression was expected here
   |
   = hint: write the missing expression, or remove `not`

error[E0107]: nothing follows `factor`
  --> model.scm:9:7
   |
 9 | factor
   |       ^ an expression was expected here
   |
   = hint: write a term of the log-density: `factor -x^2`

error[E0107]: nothing follows `~`
   --> model.scm:10:4
    |
 10 | i ~ 
    |    ^ an expression was expected here
    |
    = hint: write a distribution: `x ~ Normal(0, 1)`
