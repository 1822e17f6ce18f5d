import Domene
import Kalender
import Kodeverk

/// Reads one row of a type: its fields as bytes to a post, or to the avvik of
/// every field at fault. One worker owns it; nothing is allocated for a row
/// without faults.
public struct Radleser: ~Copyable {
  public let type: Inndatatype
  /// Whether `Registrert av` is kept as it is.
  let medAv: Bool
  let kolonner: [Kolonne]
  private let dufKolonne: Int
  private let kodeoppslag: [Kodeoppslag?]
  /// What to do with each column, as plain memory: reading a row touches no
  /// object and counts no reference.
  private let plan: UnsafeMutablePointer<Plan>
  private let antall: Int
  /// The fields of the row, trimmed or not, by the column's place; set by the caller.
  public let felt: UnsafeMutablePointer<UnsafeRawBufferPointer>
  private var post: UnsafeMutableRawPointer
  private var plass: Int
  private var egetMinne: UnsafeMutableRawPointer
  private var egenPlass = 1 << 10
  private var n = 0
  private var feil = 0
  private var sistDuf = UInt64.max
  private var sistNoekkel: UInt64?
  /// Warnings of the row, held until it is known that the row is taken.
  private var varsler: [(kode: Avvikskode, kolonne: Int)] = []
  /// By column: the same words may stand in several.
  private var naermeste: [[[UInt8]: Int?]]

  enum Slag: UInt8 {
    case duf, tekst, id, dato, maaned, kommune, bydel, boolsk, boolskEllerTom, desimal, heltall, kode
    case vedtakstype, resultat, kodeEllerTekst, foedselsnummer, hjemmel, avtrykk
  }

  private struct Plan {
    var slag: Slag
    var maaHaVerdi: Bool
    var fra: Int64 = 0
    var til: Int64 = 0
    var oppslag: Kodeoppslag?

    init(_ k: Kolonne, _ type: Inndatatype, _ nummer: Int, medAv: Bool) {
      maaHaVerdi = k.maaHaVerdi
      switch k.slag {
      case .duf: slag = .duf
      case .tekst: slag = !medAv && k.navn == Inndatatype.registrertAv ? .avtrykk : .tekst
      // Of an ID only the hash is kept, save where an avvik or the beregningslogg shows it.
      case .id: slag = Vedtakskolonner.viserId(type, nummer) ? .tekst : .id
      case .merkelapp: slag = .avtrykk
      case .dato: slag = .dato
      case .maaned: slag = .maaned
      case .kommune: slag = .kommune
      case .bydel: slag = .bydel
      case .boolsk: slag = .boolsk
      case .boolskEllerTom: slag = .boolskEllerTom
      case .desimal(let fra, let til):
        slag = .desimal
        self.fra = Int64(fra) * 1_000_000
        self.til = Int64(til) * 1_000_000
      case .heltall(let fra, let til):
        slag = .heltall
        self.fra = Int64(fra) * 1_000_000
        self.til = Int64(til) * 1_000_000
      case .kode(let t):
        slag = t == .vedtakstype ? .vedtakstype : t == .resultat ? .resultat : .kode
        oppslag = t.oppslag
      case .kodeEllerTekst(let t):
        slag = .kodeEllerTekst
        oppslag = t.oppslag
      case .foedselsnummer: slag = .foedselsnummer
      case .hjemmel: slag = .hjemmel
      }
    }

    @inline(__always) func kode(_ v: UnsafeRawBufferPointer) -> Int? { oppslag?.kode(v) }
  }

  /// - Parameter verdier: which values its posts have.
  public init(_ type: Inndatatype, verdier: Radverdier = .alle) {
    self.type = type
    medAv = verdier.medAv(type)
    kolonner = type.kolonner
    dufKolonne = type.kolonnenummer("DUF-nummer") ?? 0
    kodeoppslag = kolonner.map {
      switch $0.slag {
      case .kode(let k), .kodeEllerTekst(let k): k.oppslag
      default: nil
      }
    }
    antall = kolonner.count
    plan = .allocate(capacity: max(1, kolonner.count))
    for (i, k) in kolonner.enumerated() { (plan + i).initialize(to: Plan(k, type, i, medAv: medAv)) }
    felt = .allocate(capacity: max(1, kolonner.count))
    felt.initialize(repeating: UnsafeRawBufferPointer(start: nil, count: 0), count: max(1, kolonner.count))
    naermeste = Array(repeating: [:], count: kolonner.count)
    plass = 1 << 12
    post = .allocate(byteCount: plass, alignment: 16)
    egetMinne = .allocate(byteCount: egenPlass, alignment: 16)
  }

  deinit {
    plan.deinitialize(count: antall)
    plan.deallocate()
    felt.deallocate()
    post.deallocate()
    egetMinne.deallocate()
  }

  /// Whether a column must be seen though a file lacks it.
  func maaSes(_ k: Int) -> Bool { plan[k].maaHaVerdi || plan[k].slag == .boolsk }

  /// Whether a column's value may not be empty.
  func maaHaVerdi(_ k: Int) -> Bool { plan[k].maaHaVerdi }

  /// A column as `Radplan` wants it.
  func plass(_ k: Int) -> Radplan.Plass {
    Radplan.Plass(fra: plan[k].fra, til: plan[k].til, oppslag: plan[k].oppslag ?? .tomt)
  }

  public var antallKolonner: Int { kolonner.count }

  public mutating func toemFelt() {
    for i in 0..<kolonner.count { felt[i] = UnsafeRawBufferPointer(start: nil, count: 0) }
  }

  /// Sets fields to texts that are no part of the file (doubled quotes made single,
  /// escapes resolved): copied into memory of the reader's own, which stands until
  /// the next call.
  /// - Parameter plasser: each field's column and range in `tekst`.
  mutating func sett(_ tekst: [UInt8], _ plasser: [(k: Int, fra: Int, til: Int)]) {
    if tekst.count > egenPlass {
      egetMinne.deallocate()
      egenPlass = max(tekst.count, 2 * egenPlass)
      egetMinne = .allocate(byteCount: egenPlass, alignment: 16)
    }
    tekst.withUnsafeBytes { if let fra = $0.baseAddress { egetMinne.copyMemory(from: fra, byteCount: $0.count) } }
    for p in plasser { felt[p.k] = UnsafeRawBufferPointer(start: egetMinne + p.fra, count: p.til - p.fra) }
  }

  // MARK: - Writing the post

  @inline(__always)
  private mutating func sikre(_ antall: Int) {
    if n &+ antall > plass { voks(n &+ antall) }
  }

  @inline(never)
  private mutating func voks(_ minst: Int) {
    var ny = plass
    while ny < minst { ny *= 2 }
    let p = UnsafeMutableRawPointer.allocate(byteCount: ny, alignment: 16)
    p.copyMemory(from: post, byteCount: n)
    post.deallocate()
    post = p
    plass = ny
  }

  @inline(__always)
  private mutating func skriv<T: FixedWidthInteger>(_ v: T) {
    sikre(MemoryLayout<T>.size)
    post.storeBytes(of: v.littleEndian, toByteOffset: n, as: T.self)
    n &+= MemoryLayout<T>.size
  }

  /// The lowest `bytes` of a word.
  @inline(__always)
  private mutating func skriv(_ v: UInt64, bytes: Int) {
    skriv(v)
    n &-= 8 &- bytes
  }

  @inline(__always)
  private mutating func skrivDato(_ d: Dato) {
    skriv(UInt64(UInt32(bitPattern: d.dagnummer)), bytes: Postverdi.dato)
  }

  @inline(__always)
  private mutating func skrivTekst(_ b: UnsafeRawBufferPointer) {
    sikre(b.count &+ 5)
    var l = b.count
    while l >= 0x80 {
      post.storeBytes(of: UInt8(truncatingIfNeeded: l) | 0x80, toByteOffset: n, as: UInt8.self)
      n &+= 1
      l >>= 7
    }
    post.storeBytes(of: UInt8(truncatingIfNeeded: l), toByteOffset: n, as: UInt8.self)
    n &+= 1
    if let fra = b.baseAddress { (post + n).copyMemory(from: fra, byteCount: b.count) }
    n &+= b.count
  }

  // MARK: - Reading the row

  /// Reads the fields in `felt`.
  /// - Parameters:
  ///   - kilde: segment and line of the row.
  ///   - ring: gives the key of a known DUF-nummer; when there is no table yet
  ///     (UDI), the number itself is the key.
  ///   - avvik: where faults and warnings go.
  /// - Returns: the post, valid until the next row; nil when the row is rejected.
  @inline(__always)
  mutating func les(
    _ kilde: Kilde, _ ring: Mottaker.Noekkelring, _ avvik: inout Avviksliste
  ) -> UnsafeRawBufferPointer? {
    n = Post.hode &+ 2
    feil = 0
    if !varsler.isEmpty { varsler.removeAll(keepingCapacity: true) }
    var maske: UInt16 = 0
    var duf: UInt64 = 0
    for k in 0..<antall {
      let v = Feltleser.trimmet(felt[k])
      if v.count == 0 {
        if plan[k].maaHaVerdi {
          meld(.verdiMangler, k, v, kilde, &avvik)
        } else if plan[k].slag == .boolsk {
          // Empty is Nei, also where rows are held against each other.
          maske |= 1 << UInt16(truncatingIfNeeded: k)
          skriv(UInt8(0))
        }
        continue
      }
      maske |= 1 << UInt16(truncatingIfNeeded: k)
      switch plan[k].slag {
      case .duf:
        if let d = Feltleser.duf(v) {
          duf = d
        } else {
          meld(.dufUgyldig, k, v, kilde, &avvik)
        }
      case .tekst: skrivTekst(v)
      case .id: skriv(Feltleser.hash(v), bytes: Postverdi.id)
      case .avtrykk: skriv(Feltleser.hash(v), bytes: Postverdi.avtrykk)
      case .dato:
        if let d = Dato(ascii: v) { skrivDato(d) } else { meld(.datoUgyldig, k, v, kilde, &avvik) }
      case .maaned:
        if let m = Feltleser.maaned(v) {
          skriv(UInt16(truncatingIfNeeded: Int(m.nummer) - 1900 * 12))
        } else {
          meld(.datoUgyldig, k, v, kilde, &avvik)
        }
      case .kommune:
        if let s = Feltleser.sifre(v, maks: 4), s.antall >= 3 {
          if s.antall == 3 { varsler.append((.ledendeNull, k)) }
          if !Kommuner.finnes(Kommunenummer(nummer: UInt32(s.verdi))) { varsler.append((.kommuneUkjent, k)) }
          skriv(UInt16(s.verdi))
        } else {
          meld(.kodeUkjent, k, v, kilde, &avvik)
        }
      case .bydel:
        if let s = Feltleser.sifre(v, maks: 6), s.antall >= 5, Bydelsnummer.finnes(UInt32(s.verdi)) {
          if s.antall == 5 { varsler.append((.ledendeNull, k)) }
          skriv(s.verdi, bytes: Postverdi.bydel)
        } else if let b = Bydelsnummer.oppslag.kode(v) {
          skriv(UInt64(b), bytes: Postverdi.bydel)
        } else {
          meld(.kodeUkjent, k, v, kilde, &avvik)
        }
      case .boolsk, .boolskEllerTom:
        if let b = Feltleser.boolsk(v) { skriv(UInt8(b ? 1 : 0)) } else { meld(.kodeUkjent, k, v, kilde, &avvik) }
      case .desimal:
        if let m = Feltleser.mikro(v), m >= plan[k].fra, m <= plan[k].til {
          sikre(10)
          n &+= Desimalpost.skriv(m, post + n)
        } else {
          meld(.tallUgyldig, k, v, kilde, &avvik)
        }
      case .heltall:
        if let m = Feltleser.mikro(v), m % 1_000_000 == 0, m >= plan[k].fra, m <= plan[k].til {
          skriv(UInt8(truncatingIfNeeded: m / 1_000_000))
        } else {
          meld(.tallUgyldig, k, v, kilde, &avvik)
        }
      case .kode, .vedtakstype, .resultat:
        if let kode = plan[k].kode(v) {
          skriv(UInt8(truncatingIfNeeded: kode))
        } else {
          meld(.kodeUkjent, k, v, kilde, &avvik)
        }
      case .kodeEllerTekst:
        if let kode = plan[k].kode(v) {
          skriv(UInt8(truncatingIfNeeded: kode))
        } else {
          skriv(UInt8.max)
          skriv(Feltleser.hash(v))
        }
      case .foedselsnummer:
        let f = Feltleser.foedselsnummer(v)
        if f.ledendeNull { varsler.append((.ledendeNull, k)) }
        if f.gyldig {
          skriv(f.nummer, bytes: Postverdi.foedselsnummer)
        } else {
          varsler.append((.fnrUgyldig, k))
          skriv(Postverdi.intetNummer, bytes: Postverdi.foedselsnummer)
          skriv(Feltleser.hash(v))
        }
      case .hjemmel:
        if let p = Hjemler.paragraf(v) {
          skriv(Postverdi.hjemmel(UInt32(p), hash: Feltleser.hash(v)))
        } else if plan[k].maaHaVerdi {
          meld(.kodeUkjent, k, v, kilde, &avvik)
        } else {
          skriv(Postverdi.hjemmel(nil, hash: Feltleser.hash(v)))
        }
      }
    }
    if feil > 0 { return nil }
    if type == .vedtak { sjekkVedtak() }
    if duf != sistDuf {
      sistDuf = duf
      sistNoekkel = ring.noekkel(duf)
    }
    guard let noekkel = sistNoekkel else {
      meldUkjentPerson(duf, kilde, &avvik)
      return nil
    }
    if !varsler.isEmpty { meldVarsler(kilde, duf, &avvik) }
    sikre(Post.rundet(n) &- n)
    n = Post.fyllUt(post, n)
    Post.skrivHode(post, lengde: n, noekkel: noekkel, kilde, type)
    post.storeBytes(of: maske, toByteOffset: Post.hode, as: UInt16.self)
    return UnsafeRawBufferPointer(start: post, count: n)
  }

  /// `formats.md`: participation decisions and permisjoner need `Startdato`,
  /// permisjoner also `Legg til frist som`; a granted one without is taken, does
  /// not count, and gives an Advarsel.
  private mutating func sjekkVedtak() {
    let k = Vedtakskolonner.self
    guard let t = Kodetype.vedtakstype.oppslag.kode(Feltleser.trimmet(felt[k.type])),
      let type = Vedtakstype(rawValue: UInt8(t)), type == .deltakelse || type.erPermisjon,
      let r = Kodetype.resultat.oppslag.kode(Feltleser.trimmet(felt[k.resultat])),
      Resultat(rawValue: UInt8(r)) == .innvilget
    else { return }
    if Feltleser.trimmet(felt[k.start]).isEmpty { varsler.append((.verdiMangler, k.start)) }
    if type.erPermisjon, Feltleser.trimmet(felt[k.leggTil]).isEmpty { varsler.append((.verdiMangler, k.leggTil)) }
  }

  @inline(never)
  private mutating func meldVarsler(_ kilde: Kilde, _ duf: UInt64, _ avvik: inout Avviksliste) {
    for v in varsler {
      var a = Avvik(v.kode, kilde: kilde)
      a.kolonne = UInt16(v.kolonne + 1)
      a.duf = duf
      a.somAdvarsel = v.kode == .verdiMangler
      avvik.leggTil(a, verdi: Feltleser.trimmet(felt[v.kolonne]))
    }
  }

  @inline(never)
  private mutating func meld(
    _ kode: Avvikskode, _ kolonne: Int, _ verdi: UnsafeRawBufferPointer, _ kilde: Kilde, _ avvik: inout Avviksliste
  ) {
    feil += 1
    var a = Avvik(kode, kilde: kilde)
    a.kolonne = UInt16(kolonne + 1)
    a.duf = Feltleser.duf(Feltleser.trimmet(felt[dufKolonne])) ?? 0
    var tillegg = ""
    switch kolonner[kolonne].slag {
    case .desimal(let fra, let til), .heltall(let fra, let til):
      a.tall1 = fra
      a.tall2 = til
    case .kode(let t):
      if kode == .kodeUkjent, let o = kodeoppslag[kolonne], let i = nest(verdi, kolonne, o) { tillegg = t.navn[i] }
    case .bydel:
      if kode == .kodeUkjent, let i = nest(verdi, kolonne, Bydelsnummer.oppslag) {
        tillegg = Bydelsnummer(nummer: UInt32(i)).navn ?? ""
      }
    default: break
    }
    avvik.leggTil(a, verdi: verdi, tillegg: tillegg)
  }

  /// The number itself, whatever spaces the row has in it.
  @inline(never)
  func meldUkjentPerson(_ duf: UInt64, _ kilde: Kilde, _ avvik: inout Avviksliste) {
    var a = Avvik(.ukjentPerson, kilde: kilde)
    a.kolonne = UInt16(dufKolonne + 1)
    a.duf = duf
    let tall = String(duf)
    var verdi = String(repeating: "0", count: max(0, 12 - tall.utf8.count)) + tall
    verdi.withUTF8 { avvik.leggTil(a, verdi: UnsafeRawBufferPointer($0)) }
  }

  /// The nearest known value, remembered: a sender repeats a fault all through a file.
  private mutating func nest(_ verdi: UnsafeRawBufferPointer, _ kolonne: Int, _ o: Kodeoppslag) -> Int? {
    let v = Array(verdi.prefix(80))
    if let funnet = naermeste[kolonne][v] { return funnet }
    let svar = o.naermeste(verdi)
    if naermeste[kolonne].count < 4096 { naermeste[kolonne][v] = svar }
    return svar
  }
}
