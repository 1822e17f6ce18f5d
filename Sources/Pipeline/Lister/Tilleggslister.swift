import Rapport
import Regelverk

/// What a run writes beside the outputs of `formats.md`: fristvarsel.csv,
/// deltakelse.csv, aktivtid.csv, and every list divided by kommune. Takes the parts in
/// any order, as `Utskrift` does, and keeps them in theirs.
final class Tilleggslister: Sendable {
  private struct Del: Sendable {
    var tillegg: [(fil: Tilleggsfil, rader: Int, bytes: [UInt8])] = []
    var frister: [Tilleggsrapport.Fristrad] = []
    var lister: [(navn: OutputName, bytes: [UInt8])] = []
  }

  private struct Tilstand {
    var neste = 0
    var venter: [Int: Del] = [:]
    var filer: [Tilleggsfil: OutputFile] = [:]
    var rader: [Tilleggsfil: Int] = [:]
    /// fristvarsel.csv waits: it is sorted by date.
    var frister: [(dato: Int32, bytes: ArraySlice<UInt8>)] = []
    var deling: Kommunedeling
  }

  private let tilstand: Locked<Tilstand>
  private let tabeller: Rapporttabeller
  private let motor: Regelmotor
  private let oensket: Set<Tilleggsfil>
  private let delte: [OutputName]
  private let valg: OutputOptions

  /// nil when the run asks for nothing of it.
  init?(
    _ valg: OutputOptions, outputs: [OutputName], tabeller: Rapporttabeller, motor: Regelmotor,
    fil: (OutputName) -> OutputFile?
  ) throws(RunError) {
    delte = outputs.filter { valg.perKommune.contains($0) && $0.kommunekolonne != nil }
    var filer: [Tilleggsfil: OutputFile] = [:]
    for o in outputs {
      if let t = o.tilleggsfil, let f = fil(o) { filer[t] = f }
    }
    oensket = Set(filer.keys)
    self.tabeller = tabeller
    self.motor = motor
    self.valg = valg
    let deling = Kommunedeling(dato: tabeller.dato, dialekt: tabeller.dialekt, lister: Set(delte))
    for (t, f) in filer { try f.write(t.hode(dialekt: tabeller.dialekt)) }
    nonisolated(unsafe) let egne = filer
    tilstand = Locked(Tilstand(filer: egne, deling: deling))
    if oensket.isEmpty && delte.isEmpty { return nil }
  }

  /// A worker's own writer.
  func rapport() -> Tilleggsrapport {
    Tilleggsrapport(tabeller, motor: motor, oensket: oensket, varselDager: valg.fristvarselDager)
  }

  /// Takes a part: its own lists, and those of the outputs that are to be divided.
  func ta(_ nr: Int, _ r: borrowing Tilleggsrapport, _ p: borrowing Personrapport) throws(RunError) {
    var del = Del()
    for f in Tilleggsfil.allCases where oensket.contains(f) { del.tillegg.append((f, r.rader(f), r.bytes(f))) }
    del.frister = r.frister
    for d in delte { if let u = d.utfil { del.lister.append((d, p.bytes(u))) } }
    let ny = del
    try tilstand.withLock { (t: inout Tilstand) throws(RunError) in
      t.venter[nr] = ny
      while let d = t.venter.removeValue(forKey: t.neste) {
        try Tilleggslister.skriv(d, &t)
        t.neste += 1
      }
    }
  }

  private static func skriv(_ d: Del, _ t: inout Tilstand) throws(RunError) {
    for l in d.lister { t.deling.ta(l.navn, l.bytes) }
    for (fil, rader, bytes) in d.tillegg {
      t.rader[fil, default: 0] += rader
      if fil == .fristvarsel {
        var fra = 0
        for f in d.frister {
          t.frister.append((f.dato.dagnummer, bytes[fra..<f.slutt]))
          fra = f.slutt
        }
      } else {
        try t.filer[fil]?.write(bytes)
        if let navn = OutputName(rawValue: fil.navn) { t.deling.ta(navn, bytes) }
      }
    }
  }

  /// Writes what had to wait for all persons, and the kommuner's files.
  func fullfoer(_ publisher: Publisher, utvalg: Utvalg) throws(RunError) -> [RunManifest.Output] {
    nonisolated(unsafe) let p = publisher
    return try tilstand.withLock { (t: inout Tilstand) throws(RunError) in
      // Stable: persons of one day stand by DUF-nummer.
      let orden = t.frister.indices.sorted { (t.frister[$0].dato, $0) < (t.frister[$1].dato, $1) }
      var bytes: [UInt8] = []
      for i in orden { bytes += t.frister[i].bytes }
      try t.filer[.fristvarsel]?.write(bytes)
      t.deling.ta(.fristvarsel, bytes)
      return try t.deling.skriv(p, utvalg: utvalg)
    }
  }

  /// Rows of a list.
  func rader(_ f: Tilleggsfil) -> Int { tilstand.withLock { $0.rader[f] ?? 0 } }
}

extension Tilleggsrapport {
  /// Hands a part over and is ready for the next.
  mutating func lever(_ del: Int, til: Tilleggslister?, _ p: borrowing Personrapport) throws(RunError) {
    try til?.ta(del, self, p)
    nullstill()
  }
}

/// What a pipeline file says of single outputs.
public struct OutputOptions: Sendable, Hashable {
  /// Lists that are also written a kommune each.
  public var perKommune: Set<OutputName> = []
  /// How many days ahead fristvarsel.csv looks.
  public var fristvarselDager = 60
  /// Whether avvik.csv masks what stood in personal columns.
  public var maskerVerdi = false

  /// Nothing but the outputs themselves, 60 days.
  public init() {}
}
