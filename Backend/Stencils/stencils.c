// Every operation of machine code, once, for both instruction sets. tools/StencilCompiler reads this file, compiles each
// operation in every register placement and writes the tables beside it; docs/stencils.md tells how to add one.
//
// An operation is a macro op_NAME. Its parameters are the registers of a placement, in the order StencilWriter.Emit takes them:
// a b c d are integer (or reference) registers, x y z float registers; d and z are written where the body assigns them.
// A body ends in NEXT (go on with the following stencil) or in CHECK(condition) (go on if it holds, else to EXIT).
// A comment line "//:" before the macro tells the compiler what it cannot see:
//   commutative A B    those two parameters are interchangeable: half of the placements suffice
//   x64=F,F arm64=F,F  short forms of the immediate, tried in this order before the general one (see ImmediateForm.cs);
//                      "only" among them: there is no general form
//
// IMM is an immediate or a displacement of 32 bits (sign-extended), IMM64 and IMM64B are 64-bit values or addresses.
typedef unsigned char u8;
typedef signed char i8;
typedef unsigned short u16;
typedef short i16;
typedef unsigned int u32;
typedef int i32;
typedef unsigned long u64;
typedef long i64;
typedef unsigned __int128 u128;

// The machine: the raw frame, the reference frame, ten integer registers, eight float registers; all arguments of a calling
// convention that preserves nothing, so that a tail call to the next stencil is a jump that moves nothing.
#define MACHINE char *fr, char *rs, u64 r0, u64 r1, u64 r2, u64 r3, u64 r4, u64 r5, u64 r6, u64 r7, u64 r8, u64 r9, \
    double f0, double f1, double f2, double f3, double f4, double f5, double f6, double f7
#define STATE fr, rs, r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, f0, f1, f2, f3, f4, f5, f6, f7
#define STENCIL(name) __attribute__((preserve_none)) u64 name(MACHINE)
STENCIL(CONT);
STENCIL(EXIT);
#define NEXT [[clang::musttail]] return CONT(STATE)
#define LEAVE [[clang::musttail]] return EXIT(STATE)
// Written this way round the compiler falls through to the next stencil and branches to the exit.
#define CHECK(condition) if (condition) NEXT; LEAVE

#ifdef LITERAL
#define IMM ((u64)(i64)(LITERAL))
#else
extern char HOLE32;
#define IMM ((u64)(i64)&HOLE32)
#endif
#ifdef __x86_64__
extern char HOLE64[1 << 20], HOLE64B[1 << 20], SIGN_BIT[1 << 20], BUT_SIGN_BIT[1 << 20];    // large: the medium code model loads their address by movabs
#define IMM64 ((u64)(i64)&HOLE64)
#define IMM64B ((u64)(i64)&HOLE64B)
#else
#define MOVE64(symbol) ({ u64 v; asm("movz %0, #:abs_g0_nc:" symbol "\n\tmovk %0, #:abs_g1_nc:" symbol \
    "\n\tmovk %0, #:abs_g2_nc:" symbol "\n\tmovk %0, #:abs_g3:" symbol : "=r"(v)); v; })
#define IMM64 MOVE64("HOLE64")
#define IMM64B MOVE64("HOLE64B")
#endif

#define I(n) ((i64)r##n)
#define AT(type, address) (*(type *)(address))
#define BITS(value) __builtin_bit_cast(u64, value)
#define FLOAT(value) __builtin_bit_cast(double, value)

// ---- integer arithmetic

//: commutative a b
#define op_int_add(d, a, b) r##d = r##a + r##b; NEXT;
#define op_int_sub(d, a, b) r##d = r##a - r##b; NEXT;
//: commutative a b
#define op_int_mul(d, a, b) r##d = r##a * r##b; NEXT;
//: commutative a b
#define op_int_and(d, a, b) r##d = r##a & r##b; NEXT;
//: commutative a b
#define op_int_or(d, a, b) r##d = r##a | r##b; NEXT;
//: commutative a b
#define op_int_xor(d, a, b) r##d = r##a ^ r##b; NEXT;
#define op_int_lshift(d, a, b) r##d = r##a << (r##b & 63); NEXT;
#define op_int_rshift(d, a, b) r##d = (u64)(I(a) >> (r##b & 63)); NEXT;
#define op_uint_rshift(d, a, b) r##d = r##a >> (r##b & 63); NEXT;
#define op_int_div(d, a, b) r##d = (u64)(I(a) / I(b)); NEXT;
#define op_int_rem(d, a, b) r##d = (u64)(I(a) % I(b)); NEXT;
#define op_uint_div(d, a, b) r##d = r##a / r##b; NEXT;
#define op_uint_rem(d, a, b) r##d = r##a % r##b; NEXT;
//: commutative a b
#define op_uint_mul_high(d, a, b) r##d = (u64)((u128)r##a * r##b >> 64); NEXT;

//: x64=s8 arm64=u12,n12
#define op_int_add_imm(d, a) r##d = r##a + IMM; NEXT;
#define op_int_mul_imm(d, a) r##d = r##a * IMM; NEXT;
//: x64=p8
#define op_int_and_imm(d, a) r##d = r##a & IMM; NEXT;
//: x64=s8
#define op_int_or_imm(d, a) r##d = r##a | IMM; NEXT;
//: x64=s8
#define op_int_xor_imm(d, a) r##d = r##a ^ IMM; NEXT;
//: x64=u6,only arm64=lsl6,only
#define op_int_lshift_imm(d, a) r##d = r##a << (IMM & 63); NEXT;
//: x64=u6,only arm64=lsr6,only
#define op_int_rshift_imm(d, a) r##d = (u64)(I(a) >> (IMM & 63)); NEXT;
//: x64=u6,only arm64=lsr6,only
#define op_uint_rshift_imm(d, a) r##d = r##a >> (IMM & 63); NEXT;

#define op_int_signext_1(d, a) r##d = (u64)(i64)(i8)r##a; NEXT;
#define op_int_signext_2(d, a) r##d = (u64)(i64)(i16)r##a; NEXT;
#define op_int_signext_4(d, a) r##d = (u64)(i64)(i32)r##a; NEXT;
#define op_int_zeroext_1(d, a) r##d = (u8)r##a; NEXT;
#define op_int_zeroext_2(d, a) r##d = (u16)r##a; NEXT;
#define op_int_zeroext_4(d, a) r##d = (u32)r##a; NEXT;
#define op_int_neg(d, a) r##d = -r##a; NEXT;
#define op_int_invert(d, a) r##d = ~r##a; NEXT;
#define op_int_is_zero(d, a) r##d = r##a == 0; NEXT;
#define op_int_is_true(d, a) r##d = r##a != 0; NEXT;

// ---- comparisons as values; gt and ge are lt and le the other way round

#define op_int_lt(d, a, b) r##d = I(a) < I(b); NEXT;
#define op_int_le(d, a, b) r##d = I(a) <= I(b); NEXT;
//: commutative a b
#define op_int_eq(d, a, b) r##d = r##a == r##b; NEXT;
//: commutative a b
#define op_int_ne(d, a, b) r##d = r##a != r##b; NEXT;
#define op_uint_lt(d, a, b) r##d = r##a < r##b; NEXT;
#define op_uint_le(d, a, b) r##d = r##a <= r##b; NEXT;
//: x64=s8 arm64=u12,n12
#define op_int_lt_imm(d, a) r##d = I(a) < (i64)IMM; NEXT;
//: x64=s8 arm64=u12,n12
#define op_int_le_imm(d, a) r##d = I(a) <= (i64)IMM; NEXT;
//: x64=s8 arm64=u12,n12
#define op_int_gt_imm(d, a) r##d = I(a) > (i64)IMM; NEXT;
//: x64=s8 arm64=u12,n12
#define op_int_ge_imm(d, a) r##d = I(a) >= (i64)IMM; NEXT;
//: x64=s8 arm64=u12,n12
#define op_int_eq_imm(d, a) r##d = r##a == IMM; NEXT;
//: x64=s8 arm64=u12,n12
#define op_int_ne_imm(d, a) r##d = r##a != IMM; NEXT;
//: x64=p8 arm64=u12
#define op_uint_lt_imm(d, a) r##d = r##a < IMM; NEXT;
//: x64=p8 arm64=u12
#define op_uint_le_imm(d, a) r##d = r##a <= IMM; NEXT;
//: x64=p8 arm64=u12
#define op_uint_gt_imm(d, a) r##d = r##a > IMM; NEXT;
//: x64=p8 arm64=u12
#define op_uint_ge_imm(d, a) r##d = r##a >= IMM; NEXT;

// ---- arithmetic that leaves through EXIT on overflow (then d holds the wrapped result), or unless it overflows

#define OVERFLOWS(what, d, a, right) ({ i64 t; _Bool o = __builtin_##what##_overflow(I(a), right, &t); r##d = (u64)t; o; })
//: commutative a b
#define op_int_add_ovf(d, a, b) CHECK(!OVERFLOWS(add, d, a, I(b)));
#define op_int_sub_ovf(d, a, b) CHECK(!OVERFLOWS(sub, d, a, I(b)));
//: commutative a b
#define op_int_mul_ovf(d, a, b) CHECK(!OVERFLOWS(mul, d, a, I(b)));
// Subtracting is adding the negated immediate, which overflows in the same cases.
//: x64=s8 arm64=u12,n12
#define op_int_add_ovf_imm(d, a) CHECK(!OVERFLOWS(add, d, a, (i64)IMM));
#define op_int_mul_ovf_imm(d, a) CHECK(!OVERFLOWS(mul, d, a, (i64)IMM));
//: commutative a b
#define op_int_add_overflows(d, a, b) CHECK(OVERFLOWS(add, d, a, I(b)));
#define op_int_sub_overflows(d, a, b) CHECK(OVERFLOWS(sub, d, a, I(b)));
//: commutative a b
#define op_int_mul_overflows(d, a, b) CHECK(OVERFLOWS(mul, d, a, I(b)));

// ---- guards: leave through EXIT unless the condition holds

#define op_guard_int_lt(a, b) CHECK(I(a) < I(b));
#define op_guard_int_le(a, b) CHECK(I(a) <= I(b));
//: commutative a b
#define op_guard_int_eq(a, b) CHECK(r##a == r##b);
//: commutative a b
#define op_guard_int_ne(a, b) CHECK(r##a != r##b);
#define op_guard_uint_lt(a, b) CHECK(r##a < r##b);
#define op_guard_uint_le(a, b) CHECK(r##a <= r##b);
//: x64=s8 arm64=u12,n12
#define op_guard_int_lt_imm(a) CHECK(I(a) < (i64)IMM);
//: x64=s8 arm64=u12,n12
#define op_guard_int_le_imm(a) CHECK(I(a) <= (i64)IMM);
//: x64=s8 arm64=u12,n12
#define op_guard_int_gt_imm(a) CHECK(I(a) > (i64)IMM);
//: x64=s8 arm64=u12,n12
#define op_guard_int_ge_imm(a) CHECK(I(a) >= (i64)IMM);
//: x64=s8 arm64=u12,n12
#define op_guard_int_eq_imm(a) CHECK(r##a == IMM);
//: x64=s8 arm64=u12,n12
#define op_guard_int_ne_imm(a) CHECK(r##a != IMM);
//: x64=p8 arm64=u12
#define op_guard_uint_lt_imm(a) CHECK(r##a < IMM);
//: x64=p8 arm64=u12
#define op_guard_uint_le_imm(a) CHECK(r##a <= IMM);
//: x64=p8 arm64=u12
#define op_guard_uint_gt_imm(a) CHECK(r##a > IMM);
//: x64=p8 arm64=u12
#define op_guard_uint_ge_imm(a) CHECK(r##a >= IMM);
// Also for null checks.
#define op_guard_true(a) CHECK(r##a != 0);
#define op_guard_false(a) CHECK(r##a == 0);
// Against a 64-bit constant, and against what stands at an address (a reference in the constants table).
#define op_guard_int_eq_64(a) CHECK(r##a == IMM64);
#define op_guard_int_eq_cell(a) CHECK(r##a == AT(u64, IMM64));
// The first word of an object is its method table.
#define op_guard_class(a) CHECK(AT(u64, r##a) == IMM64);
#define op_guard_class_reg(a, b) CHECK(AT(u64, r##a) == r##b);
#define op_guard_nonnull_class(a) if (r##a != 0) if (AT(u64, r##a) == IMM64) NEXT; LEAVE;
// An index against the 32-bit length at a displacement of an object.
//: x64=s8,only arm64=u12x4,only
#define op_guard_index(a, b) CHECK(r##b < AT(u32, r##a + IMM));

#define op_guard_float_lt(x, y) CHECK(f##x < f##y);
#define op_guard_float_le(x, y) CHECK(f##x <= f##y);
#define op_guard_float_nlt(x, y) CHECK(!(f##x < f##y));
#define op_guard_float_nle(x, y) CHECK(!(f##x <= f##y));
// Two ordered comparisons: an unordered equality test would need two branches, one of them past the exit.
#define op_guard_float_eq(x, y) if (f##x <= f##y) if (f##x >= f##y) NEXT; LEAVE;
#ifdef __x86_64__
// The compiler would branch round an unconditional jump to the exit.
#define op_guard_float_ne(x, y) asm volatile("vucomisd %1, %0\n\tjp 1f\n\tje EXIT\n1:" :: "x"(f##x), "x"(f##y) : "cc"); NEXT;
#else
#define op_guard_float_ne(x, y) CHECK(f##x != f##y);
#endif

// A 32-bit flag must be zero: polls and invalidation.
#define op_guard_cell_zero() CHECK(AT(u32, IMM64) == 0);
// Room on both stacks: the limits stand at two addresses.
#define op_check_stack() if ((u64)fr < AT(u64, IMM64)) if ((u64)rs < AT(u64, IMM64B)) NEXT; LEAVE;

// ---- memory: register plus displacement

//: x64=s8 arm64=u12
#define op_load_1s(d, a) r##d = (u64)(i64)AT(i8, r##a + IMM); NEXT;
//: x64=s8 arm64=u12
#define op_load_1u(d, a) r##d = AT(u8, r##a + IMM); NEXT;
//: x64=s8 arm64=u12x2
#define op_load_2s(d, a) r##d = (u64)(i64)AT(i16, r##a + IMM); NEXT;
//: x64=s8 arm64=u12x2
#define op_load_2u(d, a) r##d = AT(u16, r##a + IMM); NEXT;
//: x64=s8 arm64=u12x4
#define op_load_4s(d, a) r##d = (u64)(i64)AT(i32, r##a + IMM); NEXT;
//: x64=s8 arm64=u12x4
#define op_load_4u(d, a) r##d = AT(u32, r##a + IMM); NEXT;
//: x64=s8 arm64=u12x8
#define op_load_8(d, a) r##d = AT(u64, r##a + IMM); NEXT;
//: x64=s8 arm64=u12x4
#define op_load_f4(z, a) f##z = AT(float, r##a + IMM); NEXT;
//: x64=s8 arm64=u12x8
#define op_load_f8(z, a) f##z = AT(double, r##a + IMM); NEXT;
//: x64=s8 arm64=u12
#define op_store_1(a, b) AT(u8, r##a + IMM) = r##b; NEXT;
//: x64=s8 arm64=u12x2
#define op_store_2(a, b) AT(u16, r##a + IMM) = r##b; NEXT;
//: x64=s8 arm64=u12x4
#define op_store_4(a, b) AT(u32, r##a + IMM) = r##b; NEXT;
//: x64=s8 arm64=u12x8
#define op_store_8(a, b) AT(u64, r##a + IMM) = r##b; NEXT;
//: x64=s8 arm64=u12x4
#define op_store_f4(a, x) AT(float, r##a + IMM) = (float)f##x; NEXT;
//: x64=s8 arm64=u12x8
#define op_store_f8(a, x) AT(double, r##a + IMM) = f##x; NEXT;
//: x64=s8 arm64=u12x4
#define op_store_4_zero(a) AT(u32, r##a + IMM) = 0; NEXT;
//: x64=s8 arm64=u12x8
#define op_store_8_zero(a) AT(u64, r##a + IMM) = 0; NEXT;

// ---- memory: base plus index times the size of the element, plus a short displacement

//: x64=s8,only arm64=u12,only
#define op_loadx_1s(d, a, b) r##d = (u64)(i64)AT(i8, r##a + r##b + IMM); NEXT;
//: x64=s8,only arm64=u12,only
#define op_loadx_1u(d, a, b) r##d = AT(u8, r##a + r##b + IMM); NEXT;
//: x64=s8,only arm64=u12x2,only
#define op_loadx_2s(d, a, b) r##d = (u64)(i64)AT(i16, r##a + r##b * 2 + IMM); NEXT;
//: x64=s8,only arm64=u12x2,only
#define op_loadx_2u(d, a, b) r##d = AT(u16, r##a + r##b * 2 + IMM); NEXT;
//: x64=s8,only arm64=u12x4,only
#define op_loadx_4s(d, a, b) r##d = (u64)(i64)AT(i32, r##a + r##b * 4 + IMM); NEXT;
//: x64=s8,only arm64=u12x4,only
#define op_loadx_4u(d, a, b) r##d = AT(u32, r##a + r##b * 4 + IMM); NEXT;
//: x64=s8,only arm64=u12x8,only
#define op_loadx_8(d, a, b) r##d = AT(u64, r##a + r##b * 8 + IMM); NEXT;
//: x64=s8,only arm64=u12x4,only
#define op_loadx_f4(z, a, b) f##z = AT(float, r##a + r##b * 4 + IMM); NEXT;
//: x64=s8,only arm64=u12x8,only
#define op_loadx_f8(z, a, b) f##z = AT(double, r##a + r##b * 8 + IMM); NEXT;
//: x64=s8,only arm64=u12,only
#define op_storex_1(a, b, c) AT(u8, r##a + r##b + IMM) = r##c; NEXT;
//: x64=s8,only arm64=u12x2,only
#define op_storex_2(a, b, c) AT(u16, r##a + r##b * 2 + IMM) = r##c; NEXT;
//: x64=s8,only arm64=u12x4,only
#define op_storex_4(a, b, c) AT(u32, r##a + r##b * 4 + IMM) = r##c; NEXT;
//: x64=s8,only arm64=u12x8,only
#define op_storex_8(a, b, c) AT(u64, r##a + r##b * 8 + IMM) = r##c; NEXT;
//: x64=s8,only arm64=u12x4,only
#define op_storex_f4(a, b, x) AT(float, r##a + r##b * 4 + IMM) = (float)f##x; NEXT;
//: x64=s8,only arm64=u12x8,only
#define op_storex_f8(a, b, x) AT(double, r##a + r##b * 8 + IMM) = f##x; NEXT;
// Addresses of elements, for other sizes and for the write barrier: base plus index times a scale (and add_imm).
#define op_lea_2(d, a, b) r##d = r##a + r##b * 2; NEXT;
#define op_lea_4(d, a, b) r##d = r##a + r##b * 4; NEXT;
#define op_lea_8(d, a, b) r##d = r##a + r##b * 8; NEXT;

// ---- memory at an address: statics, constants, cells

#define op_load_abs_1s(d) r##d = (u64)(i64)AT(i8, IMM64); NEXT;
#define op_load_abs_1u(d) r##d = AT(u8, IMM64); NEXT;
#define op_load_abs_2s(d) r##d = (u64)(i64)AT(i16, IMM64); NEXT;
#define op_load_abs_2u(d) r##d = AT(u16, IMM64); NEXT;
#define op_load_abs_4s(d) r##d = (u64)(i64)AT(i32, IMM64); NEXT;
#define op_load_abs_4u(d) r##d = AT(u32, IMM64); NEXT;
#define op_load_abs_8(d) r##d = AT(u64, IMM64); NEXT;
#define op_load_abs_f4(z) f##z = AT(float, IMM64); NEXT;
#define op_load_abs_f8(z) f##z = AT(double, IMM64); NEXT;
#define op_store_abs_1(a) AT(u8, IMM64) = r##a; NEXT;
#define op_store_abs_2(a) AT(u16, IMM64) = r##a; NEXT;
#define op_store_abs_4(a) AT(u32, IMM64) = r##a; NEXT;
#define op_store_abs_8(a) AT(u64, IMM64) = r##a; NEXT;
#define op_store_abs_f4(x) AT(float, IMM64) = (float)f##x; NEXT;
#define op_store_abs_f8(x) AT(double, IMM64) = f##x; NEXT;

// ---- constants and moves

#define op_const_0(d) r##d = 0; NEXT;
//: x64=s32,only arm64=u16,n16
#define op_const_i32(d) r##d = IMM; NEXT;
#define op_const_i64(d) r##d = IMM64; NEXT;
#define op_const_f0(z) f##z = 0.0; NEXT;
#define op_const_f64(z) f##z = FLOAT(IMM64); NEXT;
#define op_int_mov(d, a) r##d = r##a; NEXT;
#define op_float_mov(z, x) f##z = f##x; NEXT;

// ---- the frames: raw slots from fr, reference slots from rs

//: x64=s8 arm64=u12x8
#define op_spill(a) AT(u64, fr + IMM) = r##a; NEXT;
//: x64=s8 arm64=u12x8
#define op_reload(d) r##d = AT(u64, fr + IMM); NEXT;
//: x64=s8 arm64=u12x8
#define op_spill_f(x) AT(double, fr + IMM) = f##x; NEXT;
//: x64=s8 arm64=u12x8
#define op_reload_f(z) f##z = AT(double, fr + IMM); NEXT;
//: x64=s8 arm64=u12x8
#define op_spill_ref(a) AT(u64, rs + IMM) = r##a; NEXT;
//: x64=s8 arm64=u12x8
#define op_reload_ref(d) r##d = AT(u64, rs + IMM); NEXT;
//: x64=s8 arm64=u12x8
#define op_clear_slot() AT(u64, fr + IMM) = 0; NEXT;
//: x64=s8 arm64=u12x8
#define op_clear_ref_slot() AT(u64, rs + IMM) = 0; NEXT;
// A 64-bit constant (also a code address) to a raw slot; what stands at an address to a reference slot.
//: x64=s8 arm64=u12x8
#define op_const_slot() AT(u64, fr + IMM) = IMM64; NEXT;
//: x64=s8 arm64=u12x8
#define op_const_ref_slot() AT(u64, rs + IMM) = AT(u64, IMM64); NEXT;
// The number by which the dispatcher knows where machine code left; the slot is fr[1].
//: arm64=u16
#define op_site() AT(u64, fr + 8) = IMM; NEXT;
//: x64=s8 arm64=u12,n12
#define op_move_frame() fr += IMM; NEXT;
//: x64=s8 arm64=u12,n12
#define op_move_ref_frame() rs += IMM; NEXT;

// ---- floats

//: commutative x y
#define op_float_add(z, x, y) f##z = f##x + f##y; NEXT;
#define op_float_sub(z, x, y) f##z = f##x - f##y; NEXT;
//: commutative x y
#define op_float_mul(z, x, y) f##z = f##x * f##y; NEXT;
#define op_float_truediv(z, x, y) f##z = f##x / f##y; NEXT;
#ifdef __x86_64__
// The mask is a hole that the tool fills in, because a constant of the compiler's own would be data beside the code.
#define op_float_neg(z, x) f##z = FLOAT(BITS(f##x) ^ (u64)(i64)&SIGN_BIT); NEXT;
#define op_float_abs(z, x) f##z = FLOAT(BITS(f##x) & (u64)(i64)&BUT_SIGN_BIT); NEXT;
#else
#define op_float_neg(z, x) f##z = -f##x; NEXT;
#define op_float_abs(z, x) f##z = __builtin_fabs(f##x); NEXT;
#endif
#define op_float_sqrt(z, x) f##z = __builtin_elementwise_sqrt(f##x); NEXT;
#define op_float_lt(d, x, y) r##d = f##x < f##y; NEXT;
#define op_float_le(d, x, y) r##d = f##x <= f##y; NEXT;
//: commutative x y
#define op_float_eq(d, x, y) r##d = f##x == f##y; NEXT;
//: commutative x y
#define op_float_ne(d, x, y) r##d = f##x != f##y; NEXT;
#define op_cast_int_to_float(z, a) f##z = (double)I(a); NEXT;
#ifdef __x86_64__
// The instruction gives the smallest integer for everything out of range; then the sign decides.
#define op_cast_float_to_int(d, x) i64 t = __builtin_ia32_cvttsd2si64((__attribute__((vector_size(16))) double){ f##x, f##x }); \
    if (t == (i64)(1ul << 63)) t = f##x >= 0.0 ? (i64)~(1ul << 63) : f##x < 0.0 ? t : 0; \
    r##d = (u64)t; NEXT;
#else
#define op_cast_float_to_int(d, x) r##d = (u64)(i64)f##x; NEXT;
#endif
#define op_float_round_single(z, x) f##z = (float)f##x; NEXT;
#define op_float_to_bits(d, x) r##d = BITS(f##x); NEXT;
#define op_bits_to_float(z, a) f##z = FLOAT(r##a); NEXT;

// ---- allocation: IMM64 is the address of the word that holds the address of the thread's allocation pointer, whose limit
// (the combined one, which allocation sampling lowers) is the word before it; IMM64B is the method table. EXIT where it is full.
// The result register is scratch, so that two others suffice: it is clobbered on the way to EXIT too.

#define BUMP(d, size) char **p = AT(char **, IMM64); u64 bytes = (size); r##d = (u64)*p; u64 end = r##d + bytes; \
    if (end <= (u64)p[-1]) { *p = (char *)end; AT(u64, r##d) = IMM64B; NEXT; } LEAVE;
//: x64=s8 arm64=u12
#define op_bump(d) BUMP(d, IMM)
#define op_bump_sized(d, a) BUMP(d, r##a)
// Another object behind the one at a, of as many bytes as IMM, in memory that was taken for both.
//: x64=s8 arm64=u12
#define op_bump_next(d, a) r##d = r##a + IMM; AT(u64, r##d) = IMM64B; NEXT;

// ---- the write barrier: a reference from register b to a + IMM, by the thunk at EXIT, which preserves every register

#ifdef __x86_64__
//: x64=s8
#define op_barrier(a, b) register u64 place asm("rbx") = r##a + IMM; register u64 value asm("r10") = r##b; \
    asm volatile("call EXIT" :: "r"(place), "r"(value) : "memory", "cc"); NEXT;
#else
//: arm64=u12
#define op_barrier(a, b) register u64 place asm("x14") = r##a + IMM; register u64 value asm("x15") = r##b; \
    asm volatile("bl EXIT" : "+r"(place), "+r"(value) :: "memory", "cc", "x12", "x16", "x17", "x30"); NEXT;
#endif

// ---- going elsewhere

#define op_jump() LEAVE;
#ifdef __x86_64__
// In assembly, because no register is left for the target that the compiler would tail-call through.
#define op_jump_cell() asm volatile("movabsq %0, %%rbx\n\tjmp *(%%rbx)" :: "i"(&HOLE64)); __builtin_unreachable();
#define op_jump_slot() asm volatile("jmp *%P0(%%r12)" :: "i"(IMM)); __builtin_unreachable();
#else
#define op_jump_cell() [[clang::musttail]] return AT(typeof(CONT) *, IMM64)(STATE);
//: arm64=u12x8
#define op_jump_slot() [[clang::musttail]] return AT(typeof(CONT) *, fr + IMM)(STATE);
#endif
// Back to who called enter: remembers both frames at two addresses and returns the number that site wrote.
#define op_leave() AT(char *, IMM64) = fr; AT(char *, IMM64B) = rs; return AT(u64, fr + 8);

// ---- whole functions with the C calling convention

// u64 enter(frame, reference frame, machine code): what machine code starts with in the other registers is undefined.
#define function_enter u64 enter(char *fr, char *rs, void *code) \
    { return ((__attribute__((preserve_none)) u64 (*)(char *, char *))code)(fr, rs); }
// What op_barrier calls: the runtime's barrier, which clobbers registers of the machine, at IMM64.
#ifdef __x86_64__
#define function_barrier_thunk __attribute__((naked)) void barrier_thunk(void) { asm volatile( \
    "push %%rax\n\tpush %%rcx\n\tpush %%rdx\n\tpush %%rsi\n\tpush %%rdi\n\tpush %%r8\n\tpush %%r9\n\tpush %%r11\n\t" \
    "mov %%rbx, %%rdi\n\tmov %%r10, %%rsi\n\tmovabs %0, %%rax\n\tcall *%%rax\n\t" \
    "pop %%r11\n\tpop %%r9\n\tpop %%r8\n\tpop %%rdi\n\tpop %%rsi\n\tpop %%rdx\n\tpop %%rcx\n\tpop %%rax\n\tret" :: "i"(&HOLE64)); }
#else
#define function_barrier_thunk __attribute__((naked)) void barrier_thunk(void) { asm volatile( \
    "movz x16, #:abs_g0_nc:HOLE64\n\tmovk x16, #:abs_g1_nc:HOLE64\n\tmovk x16, #:abs_g2_nc:HOLE64\n\tmovk x16, #:abs_g3:HOLE64\n\t" \
    "br x16"); }
// Under the emulator a trap stands for the runtime's barrier.
#define function_barrier_trap __attribute__((naked)) void barrier_trap(void) { asm volatile("brk #2\n\tret"); }
#endif
