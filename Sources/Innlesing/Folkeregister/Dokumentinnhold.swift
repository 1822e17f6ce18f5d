import Domene
import Kalender
import Kodeverk

/// What the document at hand says on D, gathered element by element in memory that
/// is used again for the next document.
struct Dokumentinnhold: ~Copyable {
  /// an element protects the person (whatever D).
  var skjermer = false
  /// The greatest `ajourholdstidspunkt` over the elements known on D.
  var ajourhold = ingenDato
  var doedsdato = ingenDato
  // `Dokument.kjentbit` on those whose element is known on D.
  var dufNumre = Rekke<UInt64>()
  var foedselsnumre = Rekke<UInt64>()
  var adresser = Rekke<Adresse>()
  var innflyttinger = Rekke<Int32>()
  var utflyttinger = Rekke<Int32>()
  var barn = Rekke<UInt64>()
  var navn = Gjeldende<Navn>()
  var kjoenn = Gjeldende<UInt8>()
  var foedsel = Gjeldende<Int32>()
  var duf = Gjeldende<UInt64>()
  private var listehash = Rekke<UInt64>(rom: Dokumentnoekkel.lister)

  struct Adresse: BitwiseCopyable {
    var fra: Int32
    var kommune: UInt32
    var ajourhold: Int32
  }

  struct Navn: BitwiseCopyable {
    var fornavn: Utsnitt
    var mellomnavn: Utsnitt
    var etternavn: Utsnitt
  }

  mutating func nullstill() {
    skjermer = false
    ajourhold = ingenDato
    doedsdato = ingenDato
    dufNumre.toem()
    foedselsnumre.toem()
    adresser.toem()
    innflyttinger.toem()
    utflyttinger.toem()
    barn.toem()
    navn = Gjeldende()
    kjoenn = Gjeldende()
    foedsel = Gjeldende()
    duf = Gjeldende()
    listehash.sett(antall: Dokumentnoekkel.lister).update(repeating: 0, count: Dokumentnoekkel.lister)
  }

  /// The DUF-nummer that holds on D, else the first one; 0: none.
  var dufEllerFoerste: UInt64 {
    let d = duf.svar ?? 0
    if d != 0 { return d }
    return (dufNumre.verdier.first ?? 0) & ~Dokument.kjentbit
  }

  /// A hash of all that was read: equal documents have equal ones.
  var hash: UInt64 {
    var h: UInt64 = 0x2545_F491_4F6C_DD1D
    for x in listehash.verdier {
      let p = (h ^ x).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
      h = p.low ^ p.high
    }
    return h
  }

  /// What an element of a list does. True when it protects by a level that nobody
  /// knows, which is to be told.
  mutating func bruk(_ e: Dokumentelement, _ liste: Dokumentnoekkel, _ dato: Dato) -> Bool {
    let i = Int(liste.rawValue)
    let hasher = listehash.sett(antall: Dokumentnoekkel.lister)
    let h = (hasher[i] ^ e.hash ^ 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
    hasher[i] = (h ^ (h >> 32)) | 1
    let kjent = e.erKjent(dato)
    let bit = kjent ? Dokument.kjentbit : 0
    if kjent, e.ajourhold > ajourhold { ajourhold = e.ajourhold }
    let fra = e.dato != ingenDato ? e.dato : e.gyldighet
    switch liste {
    case .identifikasjonsnummer:
      if e.tall != 0 { foedselsnumre.leggTil(e.tall | bit) }
    case .utlendingsmyndighetenesIdentifikasjonsnummer:
      if e.tall != 0 {
        dufNumre.leggTil(e.tall | bit)
        duf.se(e.tall, e, kjent: kjent)
      }
    case .navn: navn.se(Navn(fornavn: e.fornavn, mellomnavn: e.mellomnavn, etternavn: e.etternavn), e, kjent: kjent)
    case .kjoenn: kjoenn.se(e.kjoenn, e, kjent: kjent)
    case .foedsel: foedsel.se(e.dato, e, kjent: kjent)
    case .doedsfall:
      if kjent, e.gjeldende != .nei, e.dato != ingenDato { doedsdato = e.dato }
    case .bostedsadresse:
      if kjent, fra != ingenDato {
        adresser.leggTil(Adresse(fra: fra, kommune: e.kommune, ajourhold: e.ajourhold))
      }
    case .innflytting:
      if kjent, e.gyldighet != ingenDato { innflyttinger.leggTil(e.gyldighet) }
    case .utflytting:
      if kjent, fra != ingenDato { utflyttinger.leggTil(fra) }
    case .adressebeskyttelse:
      // true or missing protects, on every D; a lifted one no longer does.
      if e.gjeldende == .nei { return false }
      guard let g = Gradering(rawValue: e.gradering) else {
        skjermer = true
        return true
      }
      if g.skjermer { skjermer = true }
    case .familierelasjon:
      if kjent, e.gjeldende != .nei, e.barn, e.tall != 0 { barn.leggTil(e.tall) }
    default: break
    }
    return false
  }
}
