/// Matrix functions on strided arrays, for programs to call: factorisations, solutions, and their adjoints.
///
/// Each is `void f(rows, columns, arrays)`: arrays[0] is the result, the arguments follow. The rows of a matrix run over the axis i, its
/// columns over j; a vector over i has column_stride 0, one over j row_stride 0, a number both. Matrices are square where they must be:
/// rows == columns. A matrix that has no such factor or inverse gives NaN everywhere. After the first call of a size on a thread nothing is
/// allocated.
#pragma once
#include <cstdint>

extern "C" {

struct scmc_array {
  double* data;
  std::int64_t row_stride, column_stride;  ///< in doubles
};

using scmc_matrix_function = void (*)(std::int64_t rows, std::int64_t columns, const scmc_array* arrays);

/// L[i, j], lower triangular with L L' = (A + A') / 2, from A[i, j].
void scmc_cholesky(std::int64_t rows, std::int64_t columns, const scmc_array* arrays);
/// The adjoint of A from L and the adjoint of L.  [Murray 2016, eq. 10]
void scmc_cholesky_adjoint(std::int64_t rows, std::int64_t columns, const scmc_array* arrays);
/// x[j] with sum_j L[i, j] x[j] = b[i], from L (its lower triangle) and b.
void scmc_solve_lower(std::int64_t rows, std::int64_t columns, const scmc_array* arrays);
/// y[i] with sum_i L[i, j] y[i] = c[j], from L (its lower triangle) and c.
void scmc_solve_lower_transposed(std::int64_t rows, std::int64_t columns, const scmc_array* arrays);
/// x[j] with sum_j A[i, j] x[j] = b[i], from A and b.
void scmc_solve(std::int64_t rows, std::int64_t columns, const scmc_array* arrays);
/// y[i] with sum_i A[i, j] y[i] = c[j], from A and c.
void scmc_solve_transposed(std::int64_t rows, std::int64_t columns, const scmc_array* arrays);
/// (A^-1)[i, j] from A.
void scmc_inverse(std::int64_t rows, std::int64_t columns, const scmc_array* arrays);
/// The adjoint of A from B = A^-1 and the adjoint of B: -B' G B'.
void scmc_inverse_adjoint(std::int64_t rows, std::int64_t columns, const scmc_array* arrays);
/// log |det A|, a number, from A.
void scmc_log_det(std::int64_t rows, std::int64_t columns, const scmc_array* arrays);
/// g A^-T, from A and the number g.
void scmc_log_det_adjoint(std::int64_t rows, std::int64_t columns, const scmc_array* arrays);

}  // extern "C"
