## What is spent works on, less and less: of the effect at each position, the share `decay` is left at the next.      [Jin17]
## Group: time and seasons
## Example:
##   dim week = 4
##   spend[week] = if week == 1 then 100 else 0
##   carried[week] = geometric_adstock(spend, 0.5 over week)    # 100, 50, 25, 12.5
fn geometric_adstock(x, decay over t) = cumulative_sum(x, decay over t)
