a + b
for i in 1..10
let x = 3
f(x)
if a then b else c
hello world

==========
error[E0116]: this line states nothing
  --> model.scm:1:1
   |
 1 | a + b
   | ^^^^^ neither a mechanism nor a declaration
   |
   = note: a statement is a mechanism (`x ~ Normal(0, 1)`, `x = a + b`), a declaration (`dim`, `data`, `fn`, `distribution`, `transform`, `use`), a
           `query` or a `factor`
   = hint: give the value a name (`x = a + b`), or ask for it (`query q = a + b`)

error[E0116]: no statement begins with `for`
  --> model.scm:2:1
   |
 2 | for i in 1..10
   | ^^^ not a keyword
   |
   = note: a statement is a mechanism (`x ~ Normal(0, 1)`, `x = a + b`), a declaration (`dim`, `data`, `fn`, `distribution`, `transform`, `use`), a
           `query` or a `factor`
   = hint: there are no loops: `y[day] ~ Normal(mu, sigma)` holds for every day

error[E0116]: no statement begins with `let`
  --> model.scm:3:1
   |
 3 | let x = 3
   | ^^^ not a keyword
   |
   = note: a statement is a mechanism (`x ~ Normal(0, 1)`, `x = a + b`), a declaration (`dim`, `data`, `fn`, `distribution`, `transform`, `use`), a
           `query` or a `factor`
   = hint: a variable needs no keyword: `x = 2 * y`

error[E0116]: this line states nothing
  --> model.scm:4:1
   |
 4 | f(x)
   | ^^^^ neither a mechanism nor a declaration
   |
   = note: a statement is a mechanism (`x ~ Normal(0, 1)`, `x = a + b`), a declaration (`dim`, `data`, `fn`, `distribution`, `transform`, `use`), a
           `query` or a `factor`
   = hint: give the value a name (`x = f(x)`), or ask for it (`query q = f(x)`)

error[E0116]: this line states nothing
  --> model.scm:5:1
   |
 5 | if a then b else c
   | ^^^^^^^^^^^^^^^^^^ neither a mechanism nor a declaration
   |
   = note: a statement is a mechanism (`x ~ Normal(0, 1)`, `x = a + b`), a declaration (`dim`, `data`, `fn`, `distribution`, `transform`, `use`), a
           `query` or a `factor`
   = hint: give the value a name (`x = if a then b else c`), or ask for it (`query q = if a then b else c`)

error[E0116]: no statement begins with `hello`
  --> model.scm:6:1
   |
 6 | hello world
   | ^^^^^ not a keyword
   |
   = note: a statement is a mechanism (`x ~ Normal(0, 1)`, `x = a + b`), a declaration (`dim`, `data`, `fn`, `distribution`, `transform`, `use`), a
           `query` or a `factor`
   = hint: a mechanism is written `x ~ Normal(0, 1)` or `x = a + b`
