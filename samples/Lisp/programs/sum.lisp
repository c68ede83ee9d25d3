; Loops are functions that call themselves last.
(define (sum n)
  (let loop ((i 0) (s 0))
    (if (< i n) (loop (+ i 1) (+ s (remainder i 7))) s)))

(define (harmonic n)
  (let loop ((i 1) (s 0.0))
    (if (< n i) s (loop (+ i 1) (+ s (/ 1.0 i))))))

(display (sum 100000)) (newline)
(display (harmonic 50000)) (newline)
