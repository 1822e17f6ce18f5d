import Tabular

extension ForeignKind {
  /// What the file is, and how it should be saved.
  var forklaring: String {
    switch self {
    case .utf16: "filen er lagret som UTF-16; lagre den som UTF-8"
    case .utf32: "filen er lagret som UTF-32; lagre den som UTF-8"
    case .zip: "filen er en zip-fil eller et regneark (xlsx); lagre den som CSV"
    case .pdf: "filen er en PDF; lever dataene som CSV eller JSON"
    case .oldOffice: "filen er et regneark (xls); lagre den som CSV"
    case .otherCompression: "filen er komprimert med noe annet enn gzip"
    }
  }
}
