a = .5
b = 1.
c = 1.2.3
d = 3x
e = 1e
f = 1_000
g = 1e999

==========
error[E0103]: `.5` is not a number
  --> model.scm:1:5
   |
 1 | a = .5
   |     ^^ not a number
   |
   = hint: write digits, perhaps a point between digits, perhaps an exponent: `12`, `0.5`, `1e-3`

error[E0103]: `1.` is not a number
  --> model.scm:2:5
   |
 2 | b = 1.
   |     ^^ not a number
   |
   = hint: write digits, perhaps a point between digits, perhaps an exponent: `12`, `0.5`, `1e-3`

error[E0103]: `1.2.3` is not a number
  --> model.scm:3:5
   |
 3 | c = 1.2.3
   |     ^^^^^ not a number
   |
   = hint: write digits, perhaps a point between digits, perhaps an exponent: `12`, `0.5`, `1e-3`

error[E0103]: `3x` is neither a number nor a name
  --> model.scm:4:5
   |
 4 | d = 3x
   |     ^^ a name begins with a letter
   |
   = hint: a product is written `3 * x`

error[E0103]: `1e` is not a number
  --> model.scm:5:5
   |
 5 | e = 1e
   |     ^^ not a number
   |
   = hint: write digits, perhaps a point between digits, perhaps an exponent: `12`, `0.5`, `1e-3`

error[E0103]: `1_000` is not a number
  --> model.scm:6:5
   |
 6 | f = 1_000
   |     ^^^^^ not a number
   |
   = hint: write digits, perhaps a point between digits, perhaps an exponent: `12`, `0.5`, `1e-3`

error[E0103]: `1e999` is beyond the range of numbers
  --> model.scm:7:5
   |
 7 | g = 1e999
   |     ^^^^^ the largest number is about 1.8e308, the smallest about 5e-324
   |
   = hint: write `infinity`, or work on the log scale
