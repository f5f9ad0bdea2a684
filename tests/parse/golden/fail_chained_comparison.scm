x = 0 < y + 1 <= 2
z = 1..2..3

==========
error[E0111]: comparisons do not chain
  --> model.scm:1:15
   |
 1 | x = 0 < y + 1 <= 2
   |       -       ^^ this would compare the 0 or 1 of the first comparison
   |       the first comparison
   |
   = hint: write `0 < y + 1 and y + 1 <= 2`

error[E0111]: a range has two ends
  --> model.scm:2:9
   |
 2 | z = 1..2..3
   |      -- ^^ a third end
   |      the range
   |
   = hint: write `1..5`
