x = a) + 1
y = f(a]
z = f(a[1)
w = (1 + 2))

==========
error[E0105]: `)` closes nothing
  --> model.scm:1:6
   |
 1 | x = a) + 1
   |      ^ no bracket is open here
   |
   = hint: remove it, or open the bracket before

error[E0105]: `(` is closed by `]`
  --> model.scm:2:8
   |
 2 | y = f(a]
   |      - ^ this closes another kind
   |      opened here
   |
   = hint: close it with `)`

error[E0105]: `[` is closed by `)`
  --> model.scm:3:10
   |
 3 | z = f(a[1)
   |        - ^ this closes another kind
   |        opened here
   |
   = hint: close it with `]`

error[E0105]: `)` closes nothing
  --> model.scm:4:12
   |
 4 | w = (1 + 2))
   |            ^ no bracket is open here
   |
   = hint: remove it, or open the bracket before
