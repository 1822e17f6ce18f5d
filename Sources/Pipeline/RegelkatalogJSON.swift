import Domene
import Innlesing
import Kodeverk
import Rapport
import Regelverk

/// The rule catalogue for other programs (`nir rules --json`): an array of rules.
public enum RegelkatalogJSON {
  /// The bytes, with a line end.
  public static func bytes(_ regler: [Regel], parametre: Parametre = Parametre()) -> [UInt8] {
    var w = JSONWriter()
    w.array { w in for r in regler { regel(r, parametre, &w) } }
    return w.bytes + [UInt8(ascii: "\n")]
  }

  private static func regel(_ r: Regel, _ parametre: Parametre, _ w: inout JSONWriter) {
    w.object { w in
      w.value("id", r.id)
      w.value("del", r.del)
      w.value("mening", r.mening)
      w.value("kilde", r.kilde)
      w.array("tall") { w in
        for t in r.tall(parametre) {
          w.object { w in
            w.value("navn", t.navn)
            w.value("verdi", t.verdi)
            w.value("gyldig_fra", t.gyldigFra.isEmpty ? nil : t.gyldigFra)
            w.value("gyldig_til", t.gyldigTil.isEmpty ? nil : t.gyldigTil)
            w.value("kilde", t.kilde)
          }
        }
      }
      w.array("kodetabeller") { w in for k in r.kodetabeller { w.value(nil, k.filnavn) } }
      w.array("avvik") { w in
        for a in r.avvik {
          w.object { w in
            w.value("kode", a.rawValue)
            w.value("alvorlighet", a.alvorlighet.navn)
          }
        }
      }
      w.array("grenser") { w in for g in r.grenser { grense(g, &w) } }
    }
  }

  private static func grense(_ g: Grensetabell, _ w: inout JSONWriter) {
    w.object { w in
      w.value("tittel", g.tittel)
      w.value("spoersmaal", g.spoersmaal.navn)
      w.array("felles") { w in for o in g.felles { w.value(nil, o.beskrivelse) } }
      w.array("rader") { w in
        for r in g.rader {
          w.object { w in
            w.array("gitt") { w in for o in r.gitt { w.value(nil, o.beskrivelse) } }
            w.value("per", r.per.isEmpty ? nil : r.per)
            w.value("svar", r.svar)
          }
        }
      }
    }
  }
}
