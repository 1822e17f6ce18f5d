import Domene
import Tabular

// NDJSON and arrays: rows of the types, and person documents.
extension Filleser {
  // MARK: - JSON rows

  /// Returns the line ends of NDJSON, as `forHvertElement`.
  @discardableResult
  mutating func lesObjekter(_ fil: Innfil, _ bytes: UnsafeRawBufferPointer, _ r: inout Filresultat) -> Int {
    bytt(fil.type)
    var noekler = Objektnoekler(fil.type)
    var formange: [Grensebrudd] = []
    let linjeskift = forHvertElement(fil, bytes, &r) { (leser, scanner, kilde) throws(JSONFault) in
      let formfeil = try leser.lesObjekt(&scanner, kilde, &noekler, &formange)
      try scanner.finish()
      if let formfeil {
        leser.avvik.leggTil(Avvik(.jsonStruktur, kilde: kilde), tillegg: formfeil)
        return false
      }
      guard let post = leser.radleser.les(kilde, leser.mottaker.ring, &leser.avvik) else { return false }
      leser.mottaker.ta(post)
      return true
    }
    r.taMed(formange, linjer: 0)
    return linjeskift
  }

  /// Puts the values of one object into the row reader's fields. Returns what is
  /// wrong with its shape, if anything.
  private mutating func lesObjekt(
    _ s: inout JSONScanner, _ kilde: Kilde, _ noekler: inout Objektnoekler, _ formange: inout [Grensebrudd]
  ) throws(JSONFault) -> String? {
    radleser.toemFelt()
    arena.removeAll(keepingCapacity: true)
    guard try s.peek() == .object else {
      try s.skipValue()
      return "elementet er ikke et objekt"
    }
    var formfeil: String?
    var sett: UInt64 = 0
    var plasser: [(k: Int, fra: Int, til: Int)] = []
    var nr = 0
    try s.enterObject()
    while let key = try s.nextKey() {
      let k: Int?
      if key.hasEscapes {
        var navn: [UInt8] = []
        try s.unescape(key, into: &navn)
        k = navn.withUnsafeBytes { noekler.finn($0, nr, kilde, &avvik) }
      } else {
        k = noekler.finn(key.raw(in: s.bytes), nr, kilde, &avvik)
      }
      nr += 1
      guard let k else {
        try s.skipValue()
        continue
      }
      if sett >> UInt64(k) & 1 != 0 { formfeil = "nøkkelen «\(radleser.kolonner[k].navn)» står to ganger" }
      sett |= 1 << UInt64(k)
      switch try s.peek() {
      case .null: try s.null()
      case .string:
        let t = try s.string()
        if t.hasEscapes {
          let fra = arena.count
          try s.unescape(t, into: &arena)
          plasser.append((k, fra, arena.count))
        } else {
          radleser.felt[k] = t.raw(in: s.bytes)
        }
      case .number:
        let t = try s.number()
        if t.isInteger || !t.raw(in: s.bytes).contains(where: { $0 | 0x20 == 0x65 }) {
          radleser.felt[k] = t.raw(in: s.bytes)
        } else {
          let fra = arena.count
          Filleser.utenEksponent(t.raw(in: s.bytes), &arena)
          plasser.append((k, fra, arena.count))
        }
      case .bool:
        radleser.felt[k] = try s.bool() ? Self.ja : Self.nei
      case .array, .object:
        formfeil = "verdien til «\(radleser.kolonner[k].navn)» er en liste eller et objekt"
        try s.skipValue()
      }
    }
    if !plasser.isEmpty { radleser.sett(arena, plasser) }
    if nr > grenser.maksFeltRad {
      formange.append(Grensebrudd(.maksFeltRad, verdi: nr, maks: grenser.maksFeltRad, linje: Int(kilde.linje)))
      formfeil = "objektet har \(nr) nøkler, og grensen maks_felt_rad er \(grenser.maksFeltRad)"
    }
    return formfeil
  }

  private static var ja: UnsafeRawBufferPointer { fast("Ja") }
  private static var nei: UnsafeRawBufferPointer { fast("Nei") }
  /// Text that lives as long as the process.
  private static func fast(_ t: StaticString) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: t.utf8Start, count: t.utf8CodeUnitCount)
  }

  /// A JSON number with an exponent as plain digits, where it is not absurdly
  /// large or small; else as it stands, which no column takes.
  static func utenEksponent(_ b: UnsafeRawBufferPointer, _ ut: inout [UInt8]) {
    let tekst = String(decoding: b, as: UTF8.self)
    guard let v = Double(tekst), v.magnitude < 1e15, let hel = Int64(exactly: (v * 1_000_000).rounded()) else {
      ut.append(contentsOf: b)
      return
    }
    if v < 0 { ut.append(0x2D) }
    let m = hel.magnitude
    ut.append(contentsOf: String(m / 1_000_000).utf8)
    if m % 1_000_000 != 0 {
      let brok = String(m % 1_000_000)
      ut.append(0x2E)
      ut.append(contentsOf: repeatElement(0x30, count: 6 - brok.utf8.count))
      ut.append(contentsOf: brok.utf8)
    }
  }

  // MARK: - Person documents

  /// Returns the line ends of NDJSON, as `forHvertElement`.
  @discardableResult
  mutating func lesDokumenter(_ fil: Innfil, _ bytes: UnsafeRawBufferPointer, _ r: inout Filresultat) -> Int {
    forHvertElement(fil, bytes, &r) { (leser, scanner, kilde) in
      switch leser.dokumentleser.les(&scanner, kilde, &leser.avvik) {
      case .tatt(let post):
        leser.mottaker.taDokument(post)
        return true
      case .avvist(let numre):
        if !numre.duf.isEmpty || !numre.foedselsnumre.isEmpty { leser.avvisteDokumenter.append(numre) }
        return false
      }
    }
  }

  /// Goes through the lines of NDJSON or the elements of an array. `gjoer` reads one
  /// and says whether it was taken; a fault that it throws is the element's own. Returns how many
  /// line ends NDJSON has.
  mutating func forHvertElement(
    _ fil: Innfil, _ bytes: UnsafeRawBufferPointer, _ r: inout Filresultat,
    _ gjoer: (inout Filleser, inout JSONScanner, Kilde) throws(JSONFault) -> Bool
  ) -> Int {
    if r.format == .ndjson {
      var linjer = NDJSONLines(bytes)
      while r.avvist <= grenser.maksAvvisteRader, let linje = linjer.next() {
        lesElement(fil, bytes, linje.range, linje: linje.number, &r, gjoer)
      }
      return r.avvist <= grenser.maksAvvisteRader ? linjer.lineFeeds : SourcePosition.countLineFeeds(bytes)
    }
    var elementer = JSONArrayElements(bytes)
    while r.avvist <= grenser.maksAvvisteRader {
      let e: JSONElement?
      do throws(JSONFault) { e = try elementer.next() } catch {
        // The elements before are used, the rest counts as one rejected row.
        r.lest += 1
        r.avvist += 1
        let kilde = Kilde(fil: fil.nummer, linje: UInt32(truncatingIfNeeded: elementer.ordinal + 1))
        meldUgyldig(error, kilde, 0)
        if fil.type == .folkeregister { leser(rest: bytes) }
        return 0
      }
      guard let e else { return 0 }
      lesElement(fil, bytes, e.range, linje: e.ordinal, &r, gjoer)
    }
    return 0
  }

  /// Reads one line or element and counts it as taken or rejected.
  private mutating func lesElement(
    _ fil: Innfil, _ bytes: UnsafeRawBufferPointer, _ omraade: Range<Int>, linje: Int, _ r: inout Filresultat,
    _ gjoer: (inout Filleser, inout JSONScanner, Kilde) throws(JSONFault) -> Bool
  ) {
    let kilde = Kilde(fil: fil.nummer, linje: UInt32(truncatingIfNeeded: linje))
    r.lest += 1
    if omraade.count > grenser.maksBytesLinje {
      r.avvist += 1
      meldForLang(omraade.count, kilde, &r)
      if fil.type == .folkeregister { leser(omraade: omraade, bytes) }
      return
    }
    var s = JSONScanner(bytes, in: omraade)
    do throws(JSONFault) {
      if try gjoer(&self, &s, kilde) { r.tatt += 1 } else { r.avvist += 1 }
    } catch {
      r.avvist += 1
      meldUgyldig(error, kilde, omraade.lowerBound)
    }
  }

  /// what of an array could not be read may hold anybody's document.
  private mutating func leser(rest bytes: UnsafeRawBufferPointer) {
    var elementer = JSONArrayElements(bytes)
    var slutt = 0
    do throws(JSONFault) {
      while let e = try elementer.next() { slutt = e.range.upperBound }
    } catch {}
    leser(omraade: slutt..<bytes.count, bytes)
  }

  private mutating func leser(omraade: Range<Int>, _ bytes: UnsafeRawBufferPointer) {
    let numre = dokumentleser.numre(i: bytes, omraade)
    if !numre.duf.isEmpty || !numre.foedselsnumre.isEmpty { avvisteDokumenter.append(numre) }
  }

  private mutating func meldUgyldig(_ f: JSONFault, _ kilde: Kilde, _ start: Int) {
    var a = Avvik(.jsonUgyldig, kilde: kilde)
    a.tall1 = f.offset - start + 1
    avvik.leggTil(a, tillegg: Filleser.aarsak(f.kind))
  }

  /// What is no JSON about it, for the Melding.
  public static func aarsak(_ k: JSONFault.Kind) -> String {
    switch k {
    case .unexpectedEnd: "teksten slutter for tidlig"
    case .valueExpected: "her skulle det stått en verdi"
    case .keyExpected: "her skulle det stått en nøkkel"
    case .colonExpected: "kolon mangler"
    case .commaExpected: "komma mangler"
    case .malformedNumber: "tallet er feil skrevet"
    case .malformedLiteral: "bare true, false og null kan stå uten anførselstegn"
    case .malformedEscape: "ukjent tegn etter omvendt skråstrek"
    case .loneSurrogate: "et halvt surrogatpar er ikke tekst"
    case .controlCharacter: "kontrolltegn i en tekst"
    case .textAfterValue: "det står mer etter verdien"
    case .tooDeep: "for mange nivåer"
    case .wrongKind: "feil slags verdi"
    }
  }
}
