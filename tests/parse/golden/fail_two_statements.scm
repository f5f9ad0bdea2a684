a ~ Normal(0, 1) b ~ Normal(0, 1)
c = 1 d = 2

==========
error[E0108]: two statements on one line
  --> model.scm:1:18
   |
 1 | a ~ Normal(0, 1) b ~ Normal(0, 1)
   |                  ^ a second statement begins here
   |
   = hint: put a `;` between them, or begin a new line

error[E0108]: two statements on one line
  --> model.scm:2:7
   |
 2 | c = 1 d = 2
   |       ^ a second statement begins here
   |
   = hint: put a `;` between them, or begin a new line
