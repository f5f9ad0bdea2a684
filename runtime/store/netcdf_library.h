/// The functions of the NetCDF library, found when the program runs.
#pragma once
#include <netcdf.h>
#include <netcdf_mem.h>

#include <string>

namespace scmc::store::netcdf {

/// A function failed: the library's number for the reason, or the loader's words.
struct Failed {
  std::string reason;
  bool no_library = false;
};

class Library {
 public:
  /// Loads it the first time. Throws Failed where there is none.
  static const Library& get();

  /// Throws Failed unless the function succeeds.
  template <class Function, class... Args>
  void call(Function* function, Args... args) const {
    if (const int status = function(args...); status != NC_NOERR) throw Failed{strerror(status)};
  }

  decltype(&nc_strerror) strerror;
  decltype(&nc_create_mem) create_mem;
  decltype(&nc_close_memio) close_memio;
  decltype(&nc_open_mem) open_mem;
  decltype(&nc_close) close;
  decltype(&nc_set_fill) set_fill;
  decltype(&nc_def_grp) def_grp;
  decltype(&nc_def_dim) def_dim;
  decltype(&nc_def_var) def_var;
  decltype(&nc_def_var_fletcher32) def_var_fletcher32;
  decltype(&nc_put_att) put_att;
  decltype(&nc_put_var) put_var;
  decltype(&nc_inq_grps) inq_grps;
  decltype(&nc_inq_grpname) inq_grpname;
  decltype(&nc_inq_dimids) inq_dimids;
  decltype(&nc_inq_dim) inq_dim;
  decltype(&nc_inq_varids) inq_varids;
  decltype(&nc_inq_var) inq_var;
  decltype(&nc_inq_natts) inq_natts;
  decltype(&nc_inq_attname) inq_attname;
  decltype(&nc_inq_att) inq_att;
  decltype(&nc_get_att_text) get_att_text;
  decltype(&nc_get_att_string) get_att_string;
  decltype(&nc_get_att_longlong) get_att_longlong;
  decltype(&nc_get_att_ulonglong) get_att_ulonglong;
  decltype(&nc_get_att_double) get_att_double;
  decltype(&nc_get_var_double) get_var_double;
  decltype(&nc_get_var_longlong) get_var_longlong;
  decltype(&nc_get_var_string) get_var_string;
  decltype(&nc_free_string) free_string;

 private:
  Library();
};

}  // namespace scmc::store::netcdf
