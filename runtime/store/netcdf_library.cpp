#include "runtime/store/netcdf_library.h"

#include <dlfcn.h>

namespace scmc::store::netcdf {

const Library& Library::get() {
  static const Library library;
  return library;
}

Library::Library() {
  void* const handle = ::dlopen(SCMC_NETCDF, RTLD_NOW | RTLD_LOCAL);
  if (!handle) throw Failed{::dlerror(), true};
  const auto find = [&](auto& function, const char* name) {
    void* const symbol = ::dlsym(handle, name);
    if (!symbol) throw Failed{std::string(SCMC_NETCDF) + " has no function " + name, true};
    function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(symbol);
  };
  find(strerror, "nc_strerror"), find(create_mem, "nc_create_mem"), find(close_memio, "nc_close_memio");
  find(open_mem, "nc_open_mem"), find(close, "nc_close"), find(set_fill, "nc_set_fill");
  find(def_grp, "nc_def_grp"), find(def_dim, "nc_def_dim"), find(def_var, "nc_def_var");
  find(def_var_fletcher32, "nc_def_var_fletcher32");
  find(put_att, "nc_put_att"), find(put_var, "nc_put_var");
  find(inq_grps, "nc_inq_grps"), find(inq_grpname, "nc_inq_grpname");
  find(inq_dimids, "nc_inq_dimids"), find(inq_dim, "nc_inq_dim");
  find(inq_varids, "nc_inq_varids"), find(inq_var, "nc_inq_var");
  find(inq_natts, "nc_inq_natts"), find(inq_attname, "nc_inq_attname"), find(inq_att, "nc_inq_att");
  find(get_att_text, "nc_get_att_text"), find(get_att_string, "nc_get_att_string");
  find(get_att_longlong, "nc_get_att_longlong"), find(get_att_ulonglong, "nc_get_att_ulonglong");
  find(get_att_double, "nc_get_att_double");
  find(get_var_double, "nc_get_var_double"), find(get_var_longlong, "nc_get_var_longlong");
  find(get_var_string, "nc_get_var_string"), find(free_string, "nc_free_string");
}

}  // namespace scmc::store::netcdf
