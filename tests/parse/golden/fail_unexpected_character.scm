x = a × b
y = “label”
z = a ? b : c
w = a % b
v = a @ b

==========
error[E0101]: the character `×` has no meaning here
  --> model.scm:1:7
   |
 1 | x = a × b
   |       ^ not part of the language
   |
   = hint: write `*`

error[E0101]: the character `“` has no meaning here
  --> model.scm:2:5
   |
 2 | y = “label”
   |     ^ not part of the language
   |
   = hint: write `"`

error[E0101]: the character `?` has no meaning here
  --> model.scm:3:7
   |
 3 | z = a ? b : c
   |       ^ not part of the language
   |
   = hint: write `if condition then a else b`

error[E0101]: the character `%` has no meaning here
  --> model.scm:4:7
   |
 4 | w = a % b
   |       ^ not part of the language
   |
   = hint: write `mod`

error[E0101]: the character `@` has no meaning here
  --> model.scm:5:7
   |
 5 | v = a @ b
   |       ^ not part of the language
