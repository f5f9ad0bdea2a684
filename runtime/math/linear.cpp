/// By Eigen, on dense copies that every thread keeps.
#include "runtime/math/linear.h"

#include <Eigen/Dense>
#include <cmath>
#include <limits>

namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;
using Index = Eigen::Index;
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

double& at(const scmc_array& array, Index i, Index j) { return array.data[i * array.row_stride + j * array.column_stride]; }

void read(const scmc_array& from, Matrix& to, Index rows, Index columns) {
  to.resize(rows, columns);
  for (Index i = 0; i < rows; ++i)
    for (Index j = 0; j < columns; ++j) to(i, j) = at(from, i, j);
}
void write(const Matrix& from, const scmc_array& to) {
  for (Index i = 0; i < from.rows(); ++i)
    for (Index j = 0; j < from.cols(); ++j) at(to, i, j) = from(i, j);
}

/// Of an axis, whichever of the two strides it has.
std::int64_t stride(const scmc_array& vector) { return vector.row_stride + vector.column_stride; }
void read(const scmc_array& from, Vector& to, Index count) {
  to.resize(count);
  for (Index i = 0; i < count; ++i) to(i) = from.data[i * stride(from)];
}
void write(const Vector& from, const scmc_array& to) {
  for (Index i = 0; i < from.size(); ++i) to.data[i * stride(to)] = from(i);
}

/// What a thread needs for one call.
struct Scratch {
  Matrix a, b, c;
  Vector x;
  Eigen::LLT<Matrix> llt;
  Eigen::PartialPivLU<Matrix> lu;
};
Scratch& scratch() {
  thread_local Scratch own;
  return own;
}

}  // namespace

void scmc_cholesky(std::int64_t rows, std::int64_t columns, const scmc_array* arrays) {
  auto& s = scratch();
  read(arrays[1], s.a, rows, columns);
  s.b = 0.5 * (s.a + s.a.transpose());
  s.llt.compute(s.b);
  if (s.llt.info() == Eigen::Success && s.b.allFinite()) s.c = s.llt.matrixL();
  else s.c.setConstant(rows, columns, not_a_number);
  write(s.c, arrays[0]);
}

void scmc_cholesky_adjoint(std::int64_t rows, std::int64_t columns, const scmc_array* arrays) {
  auto& s = scratch();
  read(arrays[1], s.a, rows, columns);
  read(arrays[2], s.b, rows, columns);
  s.c.noalias() = s.a.transpose() * s.b.triangularView<Eigen::Lower>();
  s.c.triangularView<Eigen::StrictlyUpper>().setZero();
  s.c.diagonal() *= 0.5;
  s.a.transpose().triangularView<Eigen::Upper>().solveInPlace(s.c);         // L^-T P
  s.a.triangularView<Eigen::Lower>().solveInPlace<Eigen::OnTheRight>(s.c);  // L^-T P L^-1
  s.b = 0.5 * (s.c + s.c.transpose());
  write(s.b, arrays[0]);
}

void scmc_solve_lower(std::int64_t rows, std::int64_t columns, const scmc_array* arrays) {
  auto& s = scratch();
  read(arrays[1], s.a, rows, columns);
  read(arrays[2], s.x, rows);
  s.a.triangularView<Eigen::Lower>().solveInPlace(s.x);
  write(s.x, arrays[0]);
}

void scmc_solve_lower_transposed(std::int64_t rows, std::int64_t columns, const scmc_array* arrays) {
  auto& s = scratch();
  read(arrays[1], s.a, rows, columns);
  read(arrays[2], s.x, columns);
  s.a.transpose().triangularView<Eigen::Upper>().solveInPlace(s.x);
  write(s.x, arrays[0]);
}

void scmc_solve(std::int64_t rows, std::int64_t columns, const scmc_array* arrays) {
  auto& s = scratch();
  read(arrays[1], s.a, rows, columns);
  read(arrays[2], s.x, rows);
  s.lu.compute(s.a);
  s.x = s.lu.solve(s.x).eval();
  write(s.x, arrays[0]);
}

void scmc_solve_transposed(std::int64_t rows, std::int64_t columns, const scmc_array* arrays) {
  const auto [data, row_stride, column_stride] = arrays[1];
  const scmc_array transposed[] = {arrays[0], {data, column_stride, row_stride}, arrays[2]};
  scmc_solve(columns, rows, transposed);
}

void scmc_inverse(std::int64_t rows, std::int64_t columns, const scmc_array* arrays) {
  auto& s = scratch();
  read(arrays[1], s.a, rows, columns);
  s.lu.compute(s.a);
  s.b = s.lu.inverse();
  write(s.b, arrays[0]);
}

void scmc_inverse_adjoint(std::int64_t rows, std::int64_t columns, const scmc_array* arrays) {
  auto& s = scratch();
  read(arrays[1], s.a, rows, columns);
  read(arrays[2], s.b, rows, columns);
  s.c.noalias() = -s.a.transpose() * s.b;
  s.b.noalias() = s.c * s.a.transpose();
  write(s.b, arrays[0]);
}

void scmc_log_det(std::int64_t rows, std::int64_t columns, const scmc_array* arrays) {
  auto& s = scratch();
  read(arrays[1], s.a, rows, columns);
  s.lu.compute(s.a);
  double sum = 0;
  for (Index i = 0; i < rows; ++i) sum += std::log(std::abs(s.lu.matrixLU()(i, i)));
  *arrays[0].data = sum;
}

void scmc_log_det_adjoint(std::int64_t rows, std::int64_t columns, const scmc_array* arrays) {
  auto& s = scratch();
  read(arrays[1], s.a, rows, columns);
  s.lu.compute(s.a);
  s.b = s.lu.inverse();
  s.c = *arrays[2].data * s.b.transpose();
  write(s.c, arrays[0]);
}
