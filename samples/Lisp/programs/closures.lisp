; Functions as values, variables that closures share, lists.
(define (counter step)
  (let ((value 0))
    (lambda () (set! value (+ value step)) value)))

(define (map f list)
  (if (pair? list) (cons (f (car list)) (map f (cdr list))) ()))

(define (fold f start list)
  (if (pair? list) (fold f (f start (car list)) (cdr list)) start))

(define (range n)
  (let loop ((i (- n 1)) (list ()))
    (if (< i 0) list (loop (- i 1) (cons i list)))))

(define tick (counter 3))
(define (repeat f n) (let loop ((i 1)) (if (< i n) (begin (f) (loop (+ i 1))) (f))))

(display (repeat tick 5000)) (newline)
(display (map (lambda (x) (* x x)) (range 10))) (newline)
(display (fold + 0 (map (lambda (x) (* x 0.5)) (range 3000)))) (newline)
(define total 0)
(define (add-all list) (if (pair? list) (begin (set! total (+ total (car list))) (add-all (cdr list))) total))
(display (add-all (range 4000))) (newline)
(display '(a "text" 1.5 (nested #t) . end)) (newline)
