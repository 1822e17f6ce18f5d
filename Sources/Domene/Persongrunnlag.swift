import Kalender
import Kodeverk

/// One address of Folkeregisteret's that is known on D.
public struct Bostedsadresse: Sendable {
  /// `flyttedato`, else the date of `gyldighetstidspunkt`.
  public var fra: Dato
  /// nil when the element names no kommune.
  public var kommune: Kommunenummer?
  /// Date of `ajourholdstidspunkt`; nil when it has none.
  public var ajourhold: Dato?
  public init(fra: Dato, kommune: Kommunenummer?, ajourhold: Dato?) {
    self.fra = fra
    self.kommune = kommune
    self.ajourhold = ajourhold
  }
}

/// What the person document that holds says on D (`formats.md`,
/// `folkeregister`): only elements known on D, in the document's order.
public struct Folkeregisteropplysninger: Sendable {
  public var fornavn: Tekst = .tom
  public var mellomnavn: Tekst = .tom
  public var etternavn: Tekst = .tom
  public var foedselsdato: Dato?
  public var kjoenn: Kjoenn?
  /// A-02; only where `erGjeldende` is not false.
  public var doedsdato: Dato?
  public var adresser: [Bostedsadresse] = []
  public var innflyttinger: [Dato] = []
  public var utflyttinger: [Dato] = []
  /// Birth dates of the children whose own person document is in the drop (D-04).
  public var barnFoedt: [Dato] = []
  public init() {}
}

/// Everything that the drop holds of one person, as read: every version of every
/// registration, also those not known on D. All arrays are in input order and
/// free of duplicates.
public struct Persongrunnlag: Sendable {
  public var duf: DUFNummer
  ///
  public var skjermet = false
  public var folkeregister: Folkeregisteropplysninger?
  public var opphold = Radliste<Opphold>()
  public var bosettinger = Radliste<Bosetting>()
  public var kontakter = Radliste<Kontakt>()
  public var integreringskontrakter = Radliste<Integreringskontrakt>()
  public var sluttmaal = Radliste<Sluttmaalregistrering>()
  public var vedtak = Radliste<Vedtak>()
  public var klager = Radliste<Klage>()
  public var tiltak = Radliste<Tiltak>()
  public var fravaer = Radliste<Fravaer>()
  public var avslutninger = Radliste<KommunalAvslutning>()
  public var reservasjoner = Radliste<Reservasjon>()
  public var utdanning = Radliste<Utdanning>()
  /// The bytes that every `Tekst` points into (UTF-8). What lies behind the last of
  /// them means nothing.
  public private(set) var tekst: [UInt8] = []
  private var tekstslutt = 0
  /// `tekst.count`, at hand.
  private var tekstplass = 0

  public init(duf: DUFNummer) { self.duf = duf }

  /// Empties everything and keeps the memory, for the next person.
  public mutating func nullstill(duf: DUFNummer) {
    self.duf = duf
    skjermet = false
    if folkeregister != nil { folkeregister = nil }
    opphold.toem()
    bosettinger.toem()
    kontakter.toem()
    integreringskontrakter.toem()
    sluttmaal.toem()
    vedtak.toem()
    klager.toem()
    tiltak.toem()
    fravaer.toem()
    avslutninger.toem()
    reservasjoner.toem()
    utdanning.toem()
    tekstslutt = 0
  }

  /// Puts a text in and gives its place.
  public mutating func leggInn(_ t: some Collection<UInt8>) -> Tekst {
    let kopi = Array(t)
    return kopi.withUnsafeBytes { leggInn($0) }
  }

  /// Puts a text in and gives its place.
  public mutating func leggInn(_ t: UnsafeRawBufferPointer) -> Tekst {
    guard let fra = t.baseAddress, t.count > 0 else { return .tom }
    let start = tekstslutt
    tekstslutt &+= t.count
    if tekstslutt &+ Persongrunnlag.slakk > tekstplass { voks() }
    tekst.withUnsafeMutableBytes { til in
      // Room was made above.
      if let p = til.baseAddress { (p + start).copyMemory(from: fra, byteCount: t.count) }
    }
    return Tekst(fra: UInt32(truncatingIfNeeded: start), lengde: UInt32(truncatingIfNeeded: t.count))
  }

  /// The same of memory that may be read `slakk` bytes past the text: it is copied by the
  /// vector, and as short as names are, that is once.
  public mutating func leggInn(medSlakk fra: UnsafeRawPointer, _ lengde: Int) -> Tekst {
    let start = tekstslutt
    tekstslutt &+= lengde
    if tekstslutt &+ Persongrunnlag.slakk > tekstplass { voks() }
    tekst.withUnsafeMutableBytes { til in
      guard let p = til.baseAddress else { return }
      var i = 0
      repeat {
        (p + start + i).storeBytes(of: (fra + i).loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
        i &+= Persongrunnlag.slakk
      } while i < lengde
    }
    return Tekst(fra: UInt32(truncatingIfNeeded: start), lengde: UInt32(truncatingIfNeeded: lengde))
  }

  /// Bytes that `tekst` has behind every text.
  public static let slakk = 16

  @inline(never)
  private mutating func voks() {
    tekst += repeatElement(0, count: max(tekst.count, tekstslutt + 256))
    tekstplass = tekst.count
  }

  public func bytes(_ t: Tekst) -> ArraySlice<UInt8> {
    tekst[Int(t.fra)..<Int(t.fra + t.lengde)]
  }
}

extension Array {
  /// Empties the array and keeps its memory; an empty one costs nothing.
  @inlinable @inline(__always)
  package mutating func toem() {
    if !isEmpty { removeAll(keepingCapacity: true) }
  }
}
