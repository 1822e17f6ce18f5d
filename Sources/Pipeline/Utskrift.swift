import Rapport

/// Takes the bytes of the parts, in any order, and writes them in theirs. Parts
/// that are early wait; as parts are handed out in order, few ever do.
final class Utskrift: Sendable {
  private struct Tilstand {
    var neste = 0
    var venter: [Int: [(rader: Int, bytes: [UInt8])]] = [:]
    var filer: [Kroppsfil]
    var rader: [Int]
  }
  private let tilstand: Locked<Tilstand>
  let utfiler: [Utfil]

  /// - Parameter filer: where each output's rows go.
  init(_ filer: [Utfil: Kroppsfil]) {
    utfiler = Utfil.allCases.filter { filer[$0] != nil }
    tilstand = Locked(
      Tilstand(filer: utfiler.compactMap { filer[$0] }, rader: Array(repeating: 0, count: utfiler.count)))
  }

  /// - Throws: `RunError` when a file cannot be written.
  func ta(_ del: Int, _ r: borrowing Personrapport) throws(RunError) {
    let utfiler = self.utfiler
    // The part that is wanted now goes straight from the writer's own memory.
    let tatt = try tilstand.withLock { (t: inout Tilstand) throws(RunError) -> Bool in
      guard t.neste == del else { return false }
      for (i, u) in utfiler.enumerated() {
        t.rader[i] += r.rader(u)
        let fil = t.filer[i]
        try r.medBytes(u) { (b: UnsafeRawBufferPointer) throws(RunError) in try fil.skriv(b) }
      }
      t.neste += 1
      try Self.ventende(&t)
      return true
    }
    if tatt { return }
    let deler = utfiler.map { u in (rader: r.rader(u), bytes: r.bytes(u)) }
    try tilstand.withLock { (t: inout Tilstand) throws(RunError) in
      t.venter[del] = deler
      try Self.ventende(&t)
    }
  }

  private static func ventende(_ t: inout Tilstand) throws(RunError) {
    while let naa = t.venter.removeValue(forKey: t.neste) {
      for (i, d) in naa.enumerated() {
        t.rader[i] += d.rader
        let fil = t.filer[i]
        try d.bytes.withUnsafeBytes { b in Result { () throws(RunError) in try fil.skriv(b) } }.get()
      }
      t.neste += 1
    }
  }

  /// Rows of an output.
  func rader(_ u: Utfil) -> Int {
    guard let i = utfiler.firstIndex(of: u) else { return 0 }
    return tilstand.withLock { $0.rader[i] }
  }

  /// Puts the heads, which need the totals, before the rows.
  func fullfoer(_ hode: (Utfil) -> [UInt8]) throws(RunError) {
    let utfiler = self.utfiler
    try tilstand.withLock { (t: inout Tilstand) throws(RunError) in
      for (i, u) in utfiler.enumerated() { try t.filer[i].fullfoer(hode(u)) }
    }
  }
}

/// An output whose rows come before its head is known: they wait when the head
/// needs totals, else the head is written at once.
final class Kroppsfil: @unchecked Sendable {
  // Unchecked: only used inside the lock of `Utskrift`.
  private let fil: OutputFile
  private var kropp: Spool?

  /// - Parameters:
  ///   - hode: nil when it needs totals.
  ///   - spool: where the rows wait then.
  init(_ fil: OutputFile, hode: [UInt8]?, spool: () throws(RunError) -> Spool) throws(RunError) {
    self.fil = fil
    if let hode { try fil.write(hode) } else { kropp = try spool() }
  }

  func skriv(_ bytes: UnsafeRawBufferPointer) throws(RunError) {
    if let kropp { try kropp.write(bytes) } else { try fil.write(bytes) }
  }

  func fullfoer(_ hode: [UInt8]) throws(RunError) {
    guard let kropp else { return }
    try fil.write(hode)
    let fil = self.fil
    try kropp.read { (b) throws(RunError) in try fil.write(b) }
    self.kropp = nil
  }
}
