import Domene
import Kalender
import Kodeverk

/// A period of one kategori (K-06): from K until the next one opens.
struct Kategoriperiode: Sendable {
  /// Place in the list of permits.
  var tillatelse: Int
  var gruppe: Persongruppe
  var kategori: Kategori
  var lovverk: Lovverk
  /// K.
  var fra: Dato
}

/// K-01 and K-03 to K-06 (S1 §2.1, §2.2, §3.1, §5.2, §6.3): the periods that a
/// person's permits open.
struct Kategoriregel {
  let dato: Dato
  let parametre: Parametre.Gjeldende

  /// K-01: introduksjonsloven where decision and arrival are both before 2021.
  func lovverk(_ o: Opphold, _ gruppe: Persongruppe) -> Lovverk {
    switch gruppe {
    case .kapittel6A: return .integreringsloven
    case .rettOgPlikt:
      let grense = parametre.integreringslovenFra
      let foer = o.vedtaksdato < grense && (o.ankomstNorge.map { $0 < grense } ?? true)
      return foer ? .introduksjonsloven : .integreringsloven
    }
  }

  /// K-03 to K-05: what one permit gives by D, nil when no kategori.
  func periode(_ t: Tillatelse, nr: Int, _ o: Opphold, foedt: Dato, _ bosatt: Bosatt) -> Kategoriperiode? {
    guard let gruppe = t.gruppe, let foerste = bosatt.foerste else { return nil }
    let bosattFra: Dato
    var avtalt = true
    switch gruppe {
    case .kapittel6A:
      guard let fra = bosatt.foersteAvtalte else { return nil }
      bosattFra = fra
    case .rettOgPlikt:
      bosattFra = foerste.fra
      avtalt = foerste.avtalt || !t.kreverAvtalt
    }
    let fra = max(bosattFra, o.effektueringsdato ?? o.vedtaksdato)
    guard fra <= dato else { return nil }
    let alder = foedt.alder(per: o.vedtaksdato)
    let grenser = parametre.aldersgrenser(vedtaksdato: o.vedtaksdato)
    guard alder >= grenser.nedre else { return nil }
    let rett = avtalt && alder <= grenser.oevre
    let lov = lovverk(o, gruppe)
    let kategori: Kategori
    switch (lov, gruppe) {
    case (.introduksjonsloven, _): kategori = rett ? .rettOgPliktOrdning : .kanTilbysOrdning
    case (.integreringsloven, .rettOgPlikt): kategori = rett ? .rettOgPliktProgram : .kanTilbysProgram
    case (.integreringsloven, .kapittel6A): kategori = rett ? .rettTilProgram : .kanTilbysProgram
    }
    return Kategoriperiode(tillatelse: nr, gruppe: gruppe, kategori: kategori, lovverk: lov, fra: fra)
  }

  /// K-06: the periods in order; the last one holds on D.
  ///
  /// - Parameter sperre: the first death, emigration or lost ground by D: no
  ///   period opens after it.
  func perioder(
    _ opphold: Radliste<Opphold>, _ tillatelser: inout Radliste<Tillatelse>, foedt: Dato, _ bosatt: Bosatt,
    sperre: Dato?,
    i perioder: inout Radliste<Kategoriperiode>
  ) {
    forfra: while true {
      perioder.toem()
      for nr in tillatelser.indices {
        let t = tillatelser[nr]
        guard let gruppe = t.gruppe else { continue }
        if let siste = perioder.last, siste.gruppe == gruppe { continue }
        guard let ny = periode(t, nr: nr, opphold[t.rad], foedt: foedt, bosatt) else { continue }
        if let sperre, sperre < ny.fra { continue }
        if let siste = perioder.last, ny.fra <= siste.fra {
          // The old period drops out as if its permit were not there.
          tillatelser[siste.tillatelse].gruppe = nil
          continue forfra
        }
        perioder.append(ny)
      }
      return
    }
  }

  /// K-06, S1 §5.2 NB: from which day vedtak and avslutninger count: the K of the
  /// last change between two periods under integreringsloven of which one is of
  /// the group `kapittel_6a`. nil: all count.
  static func nyeVedtakFra(_ perioder: Radliste<Kategoriperiode>) -> Dato? {
    guard perioder.count > 1 else { return nil }
    var fra: Dato?
    for i in 1..<perioder.count {
      let (a, b) = (perioder[i - 1], perioder[i])
      let sammeLov = a.lovverk == .integreringsloven && b.lovverk == .integreringsloven
      if sammeLov && (a.gruppe == .kapittel6A || b.gruppe == .kapittel6A) { fra = b.fra }
    }
    return fra
  }
}
