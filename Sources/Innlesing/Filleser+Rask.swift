import Domene
import Tabular

extension Filleser {
  /// Reads rows that start before `til` until one that must be read in full.
  mutating func lesRaske(
    _ fil: Innfil, _ felt: inout CSVScanner, _ plan: borrowing Radplan, til: Int, _ r: inout Filresultat
  ) {
    switch plan.type {
    // Person documents are no rows.
    case .folkeregister: return
    case .udi: rader(fil, &felt, plan, til, &r) { $0.udi() }
    case .bosettinger: rader(fil, &felt, plan, til, &r) { $0.bosettinger() }
    case .kontakter: rader(fil, &felt, plan, til, &r) { $0.kontakter() }
    case .integreringskontrakter: rader(fil, &felt, plan, til, &r) { $0.integreringskontrakter() }
    case .sluttmaal: rader(fil, &felt, plan, til, &r) { $0.sluttmaal() }
    case .vedtak: rader(fil, &felt, plan, til, &r) { $0.vedtak() }
    case .klager: rader(fil, &felt, plan, til, &r) { $0.klager() }
    case .tiltak: rader(fil, &felt, plan, til, &r) { $0.tiltak() }
    case .fravaer: rader(fil, &felt, plan, til, &r) { $0.fravaer() }
    case .avslutninger: rader(fil, &felt, plan, til, &r) { $0.avslutninger() }
    case .reservasjoner: rader(fil, &felt, plan, til, &r) { $0.reservasjoner() }
    case .utdanning: rader(fil, &felt, plan, til, &r) { $0.utdanning() }
    }
  }

  /// - Parameter form: reads the columns of the type.
  @inline(__always)
  private mutating func rader(
    _ fil: Innfil, _ felt: inout CSVScanner, _ plan: borrowing Radplan, _ til: Int, _ r: inout Filresultat,
    _ form: (Raskrad.Start) -> Raskrad.Utfall
  ) {
    let (base, slutt) = felt.block
    let tegn = base.assumingMemoryBound(to: UInt8.self)
    let struktur = indeks.structure
    let felles = plan.felles(base)
    let antall = plan.antall
    let blikk = mottaker.ring.blikk
    var neste = felt.nextPosition
    var start = felt.offset
    var lest = 0
    var foersteLinje = felt.line
    while start < til, struktur.isPlainRow(neste, fields: antall) {
      let posisjoner = struktur.positions + neste
      let linjeslutt = Int(posisjoner[antall &- 1])
      // Words are read past a value's end, never past the block's. A row at the block's very start has no position before it.
      guard tegn[linjeslutt] == 0x0A, linjeslutt &- start <= plan.lengste, linjeslutt &+ 16 <= slutt,
        Int(posisjoner[-1]) == start &- 1
      else { break }
      let cr = linjeslutt > start && tegn[linjeslutt &- 1] == 0x0D
      guard let verdier = plan.verdier(posisjoner - 1, cr: cr) else { break }
      let ut = koe.neste
      let utfall = form(Raskrad.Start(felles, verdier, ut))
      guard utfall.gikk else { break }
      let kilde = Kilde(fil: fil.nummer, linje: UInt32(truncatingIfNeeded: foersteLinje &+ lest))
      Raskrad.skrivHode(utfall, kilde, plan.type, ut)
      koe.ta(utfall.lengde, utfall.duf, blikk)
      neste &+= antall
      start = linjeslutt &+ 1
      lest &+= 1
      if koe.erFull {
        felt.skipPlain(rows: lest, position: neste, offset: start)
        r.lest &+= lest
        r.tatt &+= lest
        lest = 0
        foersteLinje = felt.line
        toemKoe(&r)
        if r.avvist > grenser.maksAvvisteRader { return }
      }
    }
    felt.skipPlain(rows: lest, position: neste, offset: start)
    r.lest &+= lest
    r.tatt &+= lest
  }
}
