## Documentation of what follows.
# <- comment.line.number-sign.documentation
# An ordinary comment with "quotes" and do(z = 1).
# <- comment.line.number-sign.scm
  dim day;  dim channel = {"tv", "search \"x\""};  dim other like day
# ^^^ storage.type.dimension
#     ^^^ entity.name.type.dimension
#           ^^^ storage.type.dimension
#                       ^ keyword.operator.assignment
#                          ^^ string.quoted.double
#                                        ^^ constant.character.escape
#                                                  ^^^ storage.type.dimension
#                                                            ^^^^ keyword.other.like
#                                                                 ^^^ entity.name.type.dimension
  data spend[day] : int in day from "spend"  # trailing
# ^^^^ storage.type.data
#      ^^^^^ variable.other.data
#                   ^^^ storage.type
#                       ^^ keyword.other
#                              ^^^^ keyword.other.from
#                                   ^^^^^^^ string.quoted.double
#                                            ^ comment.line.number-sign.scm
  beta ~ Normal(0, 1.5e-3)
#      ^ keyword.operator.draw
#        ^^^^^^ entity.name.function.distribution
#               ^ constant.numeric
#                  ^^^^^^ constant.numeric
  mu[day] = if beta > 0 and not beta == 2 then exp(beta) mod 2 else -infinity
#         ^ keyword.operator.assignment
#           ^^ keyword.control
#                   ^ keyword.operator.comparison
#                       ^^^ keyword.operator.logical
#                                    ^^ keyword.operator.comparison
#                                         ^^^^ keyword.control
#                                              ^^^ support.function
#                                                        ^^^ keyword.operator.arithmetic
#                                                              ^^^^ keyword.control
#                                                                   ^ keyword.operator.arithmetic
#                                                                    ^^^^^^^^ constant.language
  observe y[day] ~ Normal(mu, 1)
# ^^^^^^^ keyword.other.observe
  total = sum(y over day) + data_of(1)
#         ^^^ support.function
#               ^^^^ keyword.other
#                           ^^^^^^^ entity.name.function
  do dose ~ Normal(0, 1)
# ^^ keyword.operator.do
  query ate[day] = E[y | do(mu = 1), new day] - E[y | cf(mu[1..3] = 0)]
# ^^^^^ keyword.other.query
#       ^^^ variable.other.query
#                  ^ keyword.operator.expectation
#                      ^ keyword.operator.given
#                        ^^ keyword.operator.do
#                                    ^^^ keyword.operator.new
#                                                     ^^ keyword.operator.cf
#                                                            ^^ keyword.operator.range
  query often = P(y > 0 | same day)
#               ^ keyword.operator.probability
#                         ^^^^ keyword.operator.same
  fn data_of(x) { y = x;  return y }
# ^^ storage.type.function
#    ^^^^^^^ entity.name.function
#                         ^^^^^^ keyword.control
  distribution Twice(D: distribution, scale: positive = 1) over real {
# ^^^^^^^^^^^^ storage.type.distribution
#              ^^^^^ entity.name.function.distribution
#                       ^^^^^^^^^^^^ storage.type
#                                            ^^^^^^^^ support.type
#                                                          ^^^^ keyword.other.over
#                                                               ^^^^ support.type
    log_density(x) = D.log_density(x / 2) - log(2)
#   ^^^^^^^^^^^ entity.name.function
#                      ^^^^^^^^^^^ entity.name.function.member
#                                           ^^^ support.function
  }
  transform Twofold over positive { forward(u) = u' + newer }
# ^^^^^^^^^ storage.type.transform
#           ^^^^^^^ entity.name.function.transform
  use mmm;  factor -beta
# ^^^ keyword.control.import
#     ^^^ entity.name.namespace
#           ^^^^^^ keyword.other.factor
