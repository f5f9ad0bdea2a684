// The grammar of .scm: one rule a notion, and every labelled alternative bears the identifier of its node in compiler/ast/ast.h.
//
// A model is a list of statements. compiler/parse/newline_filter.cpp decides which newlines end one (END), so each statement is parsed, and
// misunderstood, by itself. Words such as `dim` or `new` are soft: `identifier` takes them back, so they may identifier variables and columns.
// Among the alternatives of `expression`, what stands higher binds tighter.
grammar Scm;

// ---------------------------------------------------------------- entry points

oneStatement : statement EOF ;
oneExpression : expression EOF ;
oneQuery : identifier dims? ASSIGN expression EOF ;
oneAssignmentList : assignment (COMMA assignment)* EOF ;

// ---------------------------------------------------------------- statements

statement
  : DIM identifier extent?                                                                        # DimStatement
  | DATA identifier dims? (COLON INT)? (IN place=identifier)? (FROM STRING)? (ASSIGN expression)?     # DataStatement
  | FN identifier parameters body                                                               # FunctionStatement
  | DISTRIBUTION identifier parameters? OVER expression members                                 # DistributionStatement
  | TRANSFORM identifier parameters? OVER expression members                                    # TransformStatement
  | USE identifier                                                                              # UseStatement
  | QUERY identifier dims? ASSIGN expression                                                    # QueryStatement
  | role=(OBSERVE | DO)? target (IN identifier)? (FROM STRING)? mechanism                       # MechanismStatement
  | FACTOR expression                                                                     # FactorStatement
  ;

mechanism
  : TILDE expression     # DrawStatement
  | ASSIGN expression    # LetStatement
  ;

extent
  : ASSIGN LBRACE STRING (COMMA STRING)* RBRACE    # Labels
  | ASSIGN expression                              # Size
  | LIKE identifier                                      # Like
  ;

dims : LBRACKET identifier (COMMA identifier)* RBRACKET ;

target : identifier (LBRACKET indexItem (COMMA indexItem)* RBRACKET)? ;

parameters : LPAREN (parameter (COMMA parameter)*)? over? RPAREN ;
parameter : identifier dims? (COLON constraint=expression)? (ASSIGN value=expression)? ;

body
  : ASSIGN expression
  | LBRACE END* (local END+)* RETURN expression END* RBRACE
  ;
local : identifier dims? ASSIGN expression ;

members : LBRACE END* (memberDefinition (END+ memberDefinition)*)? END* RBRACE ;
memberDefinition : identifier parameters? body ;

// ---------------------------------------------------------------- expressions

expression
  : expression DOT callee arguments                                  # Call
  | callee arguments                                                 # Call
  | expression DOT identifier                                              # Member
  | expression LBRACKET indexItem (COMMA indexItem)* RBRACKET        # Index
  | <assoc=right> expression op=POWER expression                     # Binary
  | op=MINUS expression                                              # Unary
  | expression op=(STAR | SLASH | DIV | MOD) expression              # Binary
  | expression op=(PLUS | MINUS) expression                          # Binary
  | expression op=RANGE expression                                   # Binary
  | expression op=(EQ | NE | LT | LE | GT | GE) expression           # Binary
  | op=NOT expression                                                # Unary
  | expression op=AND expression                                     # Binary
  | expression op=OR expression                                      # Binary
  | IF expression THEN expression ELSE expression                    # If
  | E LBRACKET expression given? RBRACKET                            # Question
  | P LPAREN expression given? RPAREN                                # Question
  | LPAREN expression given? RPAREN                                  # Parenthesised
  | LBRACKET expression (COMMA expression)* RBRACKET                 # Stack
  | NUMBER                                                           # Number
  | STRING                                                           # String
  | identifier                                                             # Name
  ;

arguments : LPAREN (argument (COMMA argument)*)? over? RPAREN ;
argument : (identifier ASSIGN)? expression ;
over : OVER identifier (COMMA identifier)* ;
indexItem : (identifier ASSIGN)? expression ;

// ---------------------------------------------------------------- questions

given : BAR condition (COMMA condition)* ;

condition
  : DO LPAREN assignment (COMMA assignment)* RPAREN    # DoCondition
  | CF LPAREN assignment (COMMA assignment)* RPAREN    # CounterfactualCondition
  | NEW identifier                                           # NewCondition
  | SAME identifier                                          # SameCondition
  | expression                                         # GivenCondition
  ;

assignment
  : target (TILDE | ASSIGN) expression
  | target ASSIGN NEW LPAREN expression given RPAREN
  ;

// ---------------------------------------------------------------- names

identifier : callee | DO | CF | NEW ;
callee
  : NAME | DIM | DATA | FN | DISTRIBUTION | TRANSFORM | USE | QUERY | OBSERVE | FACTOR | LIKE | FROM | INT | SAME | DIV | MOD ;

// ---------------------------------------------------------------- tokens

IF : 'if' ;
THEN : 'then' ;
ELSE : 'else' ;
OVER : 'over' ;
IN : 'in' ;
AND : 'and' ;
OR : 'or' ;
NOT : 'not' ;
RETURN : 'return' ;
E : 'E' ;
P : 'P' ;

DIM : 'dim' ;
DATA : 'data' ;
FN : 'fn' ;
DISTRIBUTION : 'distribution' ;
TRANSFORM : 'transform' ;
USE : 'use' ;
QUERY : 'query' ;
OBSERVE : 'observe' ;
DO : 'do' ;
FACTOR : 'factor' ;
LIKE : 'like' ;
FROM : 'from' ;
INT : 'int' ;
NEW : 'new' ;
SAME : 'same' ;
CF : 'cf' ;
DIV : 'div' ;
MOD : 'mod' ;

NAME : LETTER (LETTER | [0-9])* '\''* ;
NUMBER : DIGITS ('.' DIGITS)? ([eE] [+-]? DIGITS)? ;
STRING : '"' STRING_PART* '"' ;

TILDE : '~' ;
ASSIGN : '=' ;
EQ : '==' ;
NE : '!=' ;
LE : '<=' ;
GE : '>=' ;
LT : '<' ;
GT : '>' ;
PLUS : '+' ;
MINUS : '-' ;
STAR : '*' ;
SLASH : '/' ;
POWER : '^' ;
RANGE : '..' ;
DOT : '.' ;
COMMA : ',' ;
COLON : ':' ;
BAR : '|' ;
LPAREN : '(' ;
RPAREN : ')' ;
LBRACKET : '[' ;
RBRACKET : ']' ;
LBRACE : '{' ;
RBRACE : '}' ;

END : ';' ;
NEWLINE : '\r'? '\n' ;
COMMENT : '#' ~[\r\n]* ;
SPACE : [ \t]+ -> skip ;

// What no statement may hold; kept as tokens so that each mistake is named where it stands.
BAD_NUMBER : DIGITS ('.' DIGITS)? LETTER (LETTER | [0-9])* ;
OPEN_STRING : '"' STRING_PART* ;
UNEXPECTED : . ;

fragment DIGITS : [0-9]+ ;
fragment LETTER : [A-Za-z_\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u1FFF\u3040-\uD7FF] ;
fragment STRING_PART : ~["\\\r\n] | '\\' ~[\r\n] ;
