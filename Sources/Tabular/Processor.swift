import CProcessor

/// What the processor at hand can do.
enum Processor {
  /// Which of C's vector routines may be used, see `nir_vector_level`. Asked once.
  static let vectorLevel = nir_vector_level()
}
