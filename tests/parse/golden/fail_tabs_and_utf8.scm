	größe = "日本" + 3x

==========
error[E0103]: `3x` is neither a number nor a name
  --> model.scm:1:17
   |
 1 |     größe = "日本" + 3x
   |                      ^^ a name begins with a letter
   |
   = hint: a product is written `3 * x`
