; Whole numbers that outgrow 64 bits become reals.
(define (power base n)
  (let loop ((i 0) (result 1))
    (if (< i n) (loop (+ i 1) (* result base)) result)))

(define (alternate n)
  (let loop ((i 0) (s 0))
    (if (< i n) (loop (+ i 1) (if (= (remainder i 3) 0) (+ s 1) (- s 0.25))) s)))

(display (power 3 39)) (newline)
(display (power 3 40)) (newline)
(display (power 3 2000)) (newline)
(display (alternate 10000)) (newline)
(display (quotient -7 2)) (display " ") (display (remainder -7 2)) (display " ") (display (quotient 7 -1)) (newline)
