Three nested loops

++++            cell 0: 4 rounds
[
  >-            cell 1: 0 minus 1 wraps to 255 rounds
  [
    >-          cell 2: 255 steps
    [->+<]      each counted in cell 3 modulo 256
    <-
  ]
  <-
]
>>>             4 times 255 times 255 is 4 modulo 256
>++++++++++[<++++++>-]<++    and 62 more is B
.>++++++++++.
