// Written by tools/StencilCompiler from stencils.c. Digest 51FD7AC5F91ECF16F714AF6619E60E5F02A96264294DA00CC12C8516B68948D3
namespace Backend.Stencils;

/// <summary>What machine code is made of; stencils.c says what each does.</summary>
internal enum StencilOp : ushort
{
    /// <summary>(d, a, b)</summary>
    int_add,
    /// <summary>(d, a, b)</summary>
    int_sub,
    /// <summary>(d, a, b)</summary>
    int_mul,
    /// <summary>(d, a, b)</summary>
    int_and,
    /// <summary>(d, a, b)</summary>
    int_or,
    /// <summary>(d, a, b)</summary>
    int_xor,
    /// <summary>(d, a, b)</summary>
    int_lshift,
    /// <summary>(d, a, b)</summary>
    int_rshift,
    /// <summary>(d, a, b)</summary>
    uint_rshift,
    /// <summary>(d, a, b)</summary>
    int_div,
    /// <summary>(d, a, b)</summary>
    int_rem,
    /// <summary>(d, a, b)</summary>
    uint_div,
    /// <summary>(d, a, b)</summary>
    uint_rem,
    /// <summary>(d, a, b)</summary>
    uint_mul_high,
    /// <summary>(d, a)</summary>
    int_add_imm,
    /// <summary>(d, a)</summary>
    int_mul_imm,
    /// <summary>(d, a)</summary>
    int_and_imm,
    /// <summary>(d, a)</summary>
    int_or_imm,
    /// <summary>(d, a)</summary>
    int_xor_imm,
    /// <summary>(d, a)</summary>
    int_lshift_imm,
    /// <summary>(d, a)</summary>
    int_rshift_imm,
    /// <summary>(d, a)</summary>
    uint_rshift_imm,
    /// <summary>(d, a)</summary>
    int_signext_1,
    /// <summary>(d, a)</summary>
    int_signext_2,
    /// <summary>(d, a)</summary>
    int_signext_4,
    /// <summary>(d, a)</summary>
    int_zeroext_1,
    /// <summary>(d, a)</summary>
    int_zeroext_2,
    /// <summary>(d, a)</summary>
    int_zeroext_4,
    /// <summary>(d, a)</summary>
    int_neg,
    /// <summary>(d, a)</summary>
    int_invert,
    /// <summary>(d, a)</summary>
    int_is_zero,
    /// <summary>(d, a)</summary>
    int_is_true,
    /// <summary>(d, a, b)</summary>
    int_lt,
    /// <summary>(d, a, b)</summary>
    int_le,
    /// <summary>(d, a, b)</summary>
    int_eq,
    /// <summary>(d, a, b)</summary>
    int_ne,
    /// <summary>(d, a, b)</summary>
    uint_lt,
    /// <summary>(d, a, b)</summary>
    uint_le,
    /// <summary>(d, a)</summary>
    int_lt_imm,
    /// <summary>(d, a)</summary>
    int_le_imm,
    /// <summary>(d, a)</summary>
    int_gt_imm,
    /// <summary>(d, a)</summary>
    int_ge_imm,
    /// <summary>(d, a)</summary>
    int_eq_imm,
    /// <summary>(d, a)</summary>
    int_ne_imm,
    /// <summary>(d, a)</summary>
    uint_lt_imm,
    /// <summary>(d, a)</summary>
    uint_le_imm,
    /// <summary>(d, a)</summary>
    uint_gt_imm,
    /// <summary>(d, a)</summary>
    uint_ge_imm,
    /// <summary>(d, a, b)</summary>
    int_add_ovf,
    /// <summary>(d, a, b)</summary>
    int_sub_ovf,
    /// <summary>(d, a, b)</summary>
    int_mul_ovf,
    /// <summary>(d, a)</summary>
    int_add_ovf_imm,
    /// <summary>(d, a)</summary>
    int_mul_ovf_imm,
    /// <summary>(d, a, b)</summary>
    int_add_overflows,
    /// <summary>(d, a, b)</summary>
    int_sub_overflows,
    /// <summary>(d, a, b)</summary>
    int_mul_overflows,
    /// <summary>(a, b)</summary>
    guard_int_lt,
    /// <summary>(a, b)</summary>
    guard_int_le,
    /// <summary>(a, b)</summary>
    guard_int_eq,
    /// <summary>(a, b)</summary>
    guard_int_ne,
    /// <summary>(a, b)</summary>
    guard_uint_lt,
    /// <summary>(a, b)</summary>
    guard_uint_le,
    /// <summary>(a)</summary>
    guard_int_lt_imm,
    /// <summary>(a)</summary>
    guard_int_le_imm,
    /// <summary>(a)</summary>
    guard_int_gt_imm,
    /// <summary>(a)</summary>
    guard_int_ge_imm,
    /// <summary>(a)</summary>
    guard_int_eq_imm,
    /// <summary>(a)</summary>
    guard_int_ne_imm,
    /// <summary>(a)</summary>
    guard_uint_lt_imm,
    /// <summary>(a)</summary>
    guard_uint_le_imm,
    /// <summary>(a)</summary>
    guard_uint_gt_imm,
    /// <summary>(a)</summary>
    guard_uint_ge_imm,
    /// <summary>(a)</summary>
    guard_true,
    /// <summary>(a)</summary>
    guard_false,
    /// <summary>(a)</summary>
    guard_int_eq_64,
    /// <summary>(a)</summary>
    guard_int_eq_cell,
    /// <summary>(a)</summary>
    guard_class,
    /// <summary>(a, b)</summary>
    guard_class_reg,
    /// <summary>(a)</summary>
    guard_nonnull_class,
    /// <summary>(a, b)</summary>
    guard_index,
    /// <summary>(x, y)</summary>
    guard_float_lt,
    /// <summary>(x, y)</summary>
    guard_float_le,
    /// <summary>(x, y)</summary>
    guard_float_nlt,
    /// <summary>(x, y)</summary>
    guard_float_nle,
    /// <summary>(x, y)</summary>
    guard_float_eq,
    /// <summary>(x, y)</summary>
    guard_float_ne,
    guard_cell_zero,
    check_stack,
    /// <summary>(d, a)</summary>
    load_1s,
    /// <summary>(d, a)</summary>
    load_1u,
    /// <summary>(d, a)</summary>
    load_2s,
    /// <summary>(d, a)</summary>
    load_2u,
    /// <summary>(d, a)</summary>
    load_4s,
    /// <summary>(d, a)</summary>
    load_4u,
    /// <summary>(d, a)</summary>
    load_8,
    /// <summary>(z, a)</summary>
    load_f4,
    /// <summary>(z, a)</summary>
    load_f8,
    /// <summary>(a, b)</summary>
    store_1,
    /// <summary>(a, b)</summary>
    store_2,
    /// <summary>(a, b)</summary>
    store_4,
    /// <summary>(a, b)</summary>
    store_8,
    /// <summary>(a, x)</summary>
    store_f4,
    /// <summary>(a, x)</summary>
    store_f8,
    /// <summary>(a)</summary>
    store_4_zero,
    /// <summary>(a)</summary>
    store_8_zero,
    /// <summary>(d, a, b)</summary>
    loadx_1s,
    /// <summary>(d, a, b)</summary>
    loadx_1u,
    /// <summary>(d, a, b)</summary>
    loadx_2s,
    /// <summary>(d, a, b)</summary>
    loadx_2u,
    /// <summary>(d, a, b)</summary>
    loadx_4s,
    /// <summary>(d, a, b)</summary>
    loadx_4u,
    /// <summary>(d, a, b)</summary>
    loadx_8,
    /// <summary>(z, a, b)</summary>
    loadx_f4,
    /// <summary>(z, a, b)</summary>
    loadx_f8,
    /// <summary>(a, b, c)</summary>
    storex_1,
    /// <summary>(a, b, c)</summary>
    storex_2,
    /// <summary>(a, b, c)</summary>
    storex_4,
    /// <summary>(a, b, c)</summary>
    storex_8,
    /// <summary>(a, b, x)</summary>
    storex_f4,
    /// <summary>(a, b, x)</summary>
    storex_f8,
    /// <summary>(d, a, b)</summary>
    lea_2,
    /// <summary>(d, a, b)</summary>
    lea_4,
    /// <summary>(d, a, b)</summary>
    lea_8,
    /// <summary>(d)</summary>
    load_abs_1s,
    /// <summary>(d)</summary>
    load_abs_1u,
    /// <summary>(d)</summary>
    load_abs_2s,
    /// <summary>(d)</summary>
    load_abs_2u,
    /// <summary>(d)</summary>
    load_abs_4s,
    /// <summary>(d)</summary>
    load_abs_4u,
    /// <summary>(d)</summary>
    load_abs_8,
    /// <summary>(z)</summary>
    load_abs_f4,
    /// <summary>(z)</summary>
    load_abs_f8,
    /// <summary>(a)</summary>
    store_abs_1,
    /// <summary>(a)</summary>
    store_abs_2,
    /// <summary>(a)</summary>
    store_abs_4,
    /// <summary>(a)</summary>
    store_abs_8,
    /// <summary>(x)</summary>
    store_abs_f4,
    /// <summary>(x)</summary>
    store_abs_f8,
    /// <summary>(d)</summary>
    const_0,
    /// <summary>(d)</summary>
    const_i32,
    /// <summary>(d)</summary>
    const_i64,
    /// <summary>(z)</summary>
    const_f0,
    /// <summary>(z)</summary>
    const_f64,
    /// <summary>(d, a)</summary>
    int_mov,
    /// <summary>(z, x)</summary>
    float_mov,
    /// <summary>(a)</summary>
    spill,
    /// <summary>(d)</summary>
    reload,
    /// <summary>(x)</summary>
    spill_f,
    /// <summary>(z)</summary>
    reload_f,
    /// <summary>(a)</summary>
    spill_ref,
    /// <summary>(d)</summary>
    reload_ref,
    clear_slot,
    clear_ref_slot,
    const_slot,
    const_ref_slot,
    site,
    move_frame,
    move_ref_frame,
    /// <summary>(z, x, y)</summary>
    float_add,
    /// <summary>(z, x, y)</summary>
    float_sub,
    /// <summary>(z, x, y)</summary>
    float_mul,
    /// <summary>(z, x, y)</summary>
    float_truediv,
    /// <summary>(z, x)</summary>
    float_neg,
    /// <summary>(z, x)</summary>
    float_abs,
    /// <summary>(z, x)</summary>
    float_sqrt,
    /// <summary>(d, x, y)</summary>
    float_lt,
    /// <summary>(d, x, y)</summary>
    float_le,
    /// <summary>(d, x, y)</summary>
    float_eq,
    /// <summary>(d, x, y)</summary>
    float_ne,
    /// <summary>(z, a)</summary>
    cast_int_to_float,
    /// <summary>(d, x)</summary>
    cast_float_to_int,
    /// <summary>(z, x)</summary>
    float_round_single,
    /// <summary>(d, x)</summary>
    float_to_bits,
    /// <summary>(z, a)</summary>
    bits_to_float,
    /// <summary>(d)</summary>
    bump,
    /// <summary>(d, a)</summary>
    bump_sized,
    /// <summary>(d, a)</summary>
    bump_next,
    /// <summary>(a, b)</summary>
    barrier,
    jump,
    jump_cell,
    jump_slot,
    leave,
    enter,
    barrier_thunk,
    barrier_trap,
}

/// <summary>Which source the tables were made from.</summary>
internal static class StencilSourceDigest
{
    public const string Value = "51FD7AC5F91ECF16F714AF6619E60E5F02A96264294DA00CC12C8516B68948D3";
    public const string CompilerFlags = "-std=gnu23 -ffreestanding -fno-asynchronous-unwind-tables -fno-unwind-tables -fomit-frame-pointer -mno-red-zone -fno-pic -fno-jump-tables -fno-stack-protector -fcf-protection=none -Wno-everything --target=x86_64-linux-gnu -mcmodel=medium -mbmi2 -mavx -mtune=znver3 --target=aarch64-linux-gnu -mcmodel=small";
}
