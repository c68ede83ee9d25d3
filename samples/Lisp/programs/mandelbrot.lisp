(define (escape-time cr ci limit)
  (let loop ((zr 0.0) (zi 0.0) (i 0))
    (if (< i limit)
        (let ((zr2 (* zr zr)) (zi2 (* zi zi)))
          (if (< 4.0 (+ zr2 zi2))
              i
              (loop (+ (- zr2 zi2) cr) (+ (* 2.0 (* zr zi)) ci) (+ i 1))))
        limit)))

(define (row y size total)
  (let loop ((x 0) (total total))
    (if (< x size)
        (let ((time (escape-time (- (/ (* 3.0 x) size) 2.0) (- (/ (* 2.0 y) size) 1.0) 50)))
          (display (if (< time 5) " " (if (< time 50) "." "@")))
          (loop (+ x 1) (+ total time)))
        (begin (newline) total))))

(define (picture size)
  (let loop ((y 0) (total 0))
    (if (< y size) (loop (+ y 1) (row y size total)) total)))

(display (picture 48)) (newline)
