import Crypto
import Domene
import Glibc
import Rapport

/// The secret that pseudonyms are made with (HMAC-SHA-256, RFC 2104). The same key
/// and purpose give a person the same pseudonym in every extract; without the key
/// nobody can tell whose a pseudonym is, or whether two extracts hold the same person.
///
/// The key does not print itself, and no message repeats where it was looked for:
/// somebody may have typed the key itself there.
public struct Pseudonymnoekkel: Sendable, CustomStringConvertible, CustomReflectable {
  private let noekkel: SymmetricKey

  /// Fewest bytes of a key: as many as the hash has.
  public static let minsteLengde = 32
  /// Most bytes: more is some other file.
  public static let stoersteLengde = 4096
  /// Fewest different bytes: a DUF-nummer has few possible values, so a key that can
  /// be guessed hides nothing. 64 random hexadecimal digits have all sixteen, or close.
  public static let minsteUlike = 10

  /// - Parameter bytes: as read; the line end behind a key that is text is no part of it.
  /// - Throws: `RunError.usage`: too short, too long or not random.
  public init(_ bytes: [UInt8]) throws(RunError) {
    var b = bytes[...]
    if b.last == 0x0A, b.dropLast().allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x0D }) {
      b = b.dropLast()
      if b.last == 0x0D { b = b.dropLast() }
    }
    guard b.count >= Self.minsteLengde else {
      throw .usage("the key has \(b.count) bytes; it must have at least \(Self.minsteLengde) (openssl rand -hex 32)")
    }
    guard b.count <= Self.stoersteLengde else {
      throw .usage("the key has more than \(Self.stoersteLengde) bytes; is it another file?")
    }
    guard Set(b).count >= Self.minsteUlike else {
      throw .usage("the key is not random: it has \(Set(b).count) different bytes (make one with openssl rand -hex 32)")
    }
    noekkel = SymmetricKey(data: b)
  }

  /// A key of any length, for the published test vectors.
  init(uproevd bytes: [UInt8]) { noekkel = SymmetricKey(data: bytes) }

  public var description: String { "key" }
  public var customMirror: Mirror { Mirror(self, children: [:]) }

  /// HMAC-SHA-256 of a message.
  func hmac(_ melding: [UInt8]) -> [UInt8] {
    var h = HMAC<SHA256>(key: noekkel)
    melding.withUnsafeBytes { h.update(data: $0) }
    return Array(h.finalize())
  }

  /// What is hashed begins with what it is for, so that no hash serves two ends.
  static let omraade = (pseudonym: "nir-pseudonym-1", kontroll: "nir-noekkelkontroll-1")

  /// A person's pseudonym.
  /// - Parameter formaal: what the extract is for; another purpose gives pseudonyms that
  ///   cannot be joined with these. It must hold no NUL.
  public func pseudonym(_ duf: DUFNummer, formaal: String) -> Pseudonym? {
    var sifre = [UInt8](repeating: 0x30, count: 12)
    var n = duf.verdi
    for i in sifre.indices.reversed() {
      sifre[i] = 0x30 + UInt8(n % 10)
      n /= 10
    }
    return Pseudonym(hmac(Array(Self.omraade.pseudonym.utf8) + [0] + Array(formaal.utf8) + [0] + sifre))
  }

  /// Tells whether two extracts were made with the same key: 32 bits of a hash of a
  /// fixed text. It tells nothing else of the key, which is too long to be tried out.
  public var kontroll: String { Checksum.hex(of: hmac(Array(Self.omraade.kontroll.utf8)).prefix(4)) }
}

extension Pseudonymnoekkel {
  /// Reads a key from a file.
  /// - Returns: the key, and what somebody should be warned of.
  /// - Throws: `RunError`: no such file (66), unreadable (74), one that everybody may
  ///   read or write, or a bad key (64).
  public static func fil(_ sti: String) throws(RunError) -> (noekkel: Pseudonymnoekkel, advarsel: String?) {
    let path = Array(sti.utf8)
    guard !path.isEmpty, !path.contains(0) else { throw .usage("--key-file: no file is named") }
    // Not blocking: a pipe without a writer would hold the command for ever.
    let fd = Posix.withPath(path) { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard fd >= 0 else {
      let e = errno
      throw e == ENOENT || e == ENOTDIR || e == ENAMETOOLONG
        ? .noInput("key file: \(Posix.reason(e))") : .ioFailed("key file: \(Posix.reason(e))")
    }
    defer { close(fd) }
    var s = stat()
    guard fstat(fd, &s) == 0 else { throw .ioFailed("key file: \(Posix.reason())") }
    guard Posix.isRegular(s) else { throw .usage("key file: not a regular file") }
    guard s.st_mode & 0o007 == 0 else {
      throw .usage("key file: everybody on this machine may use it; take that away (chmod 600) and make a new key")
    }
    var bytes = [UInt8](repeating: 0, count: stoersteLengde + 2)
    var n = 0
    while n < bytes.count {
      let r = bytes.withUnsafeMutableBytes { b in b.baseAddress.map { read(fd, $0 + n, b.count - n) } ?? 0 }
      if r < 0, errno == EINTR { continue }
      guard r >= 0 else { throw .ioFailed("key file: \(Posix.reason())") }
      if r == 0 { break }
      n += r
    }
    let delt = s.st_mode & 0o070 != 0
    return (
      try Pseudonymnoekkel(Array(bytes[..<n])),
      delt ? "the key file can be used by its group; chmod 600 keeps it to its owner" : nil
    )
  }

  /// Reads a key from an environment variable.
  /// - Throws: `RunError.usage`: no such variable, or a bad key.
  public static func miljoe(_ navn: String) throws(RunError) -> Pseudonymnoekkel {
    guard !navn.isEmpty, !navn.utf8.contains(0), !navn.utf8.contains(UInt8(ascii: "=")), let verdi = getenv(navn) else {
      throw .usage("--key-env: there is no environment variable of that name; give the variable's name, never the key")
    }
    return try Pseudonymnoekkel(Array(UnsafeRawBufferPointer(start: verdi, count: strlen(verdi))))
  }
}
