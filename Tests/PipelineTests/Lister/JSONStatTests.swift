import Foundation
import Kalender
import Kodeverk
import Rapport
import Testing

@testable import Pipeline

/// JSON-stat 2.0 as https://json-stat.org/full/ has it.
@Suite struct JSONStatTests {
  private func tabeller(_ by: [[Inndeling]], grense: Int) throws -> (Maalkjoering, [String: Any]) {
    let d = Listedrop()
    let f = try d.file("  - avslutningsrapport")
    let kilde = try Listekilde.drop(f, utfiler: [.avslutningsrapport], progress: Progress(mode: .quiet))
    let data = Maaldata(try kilde.tabell(.avslutningsrapport), per: kilde.dato)
    let k = try Maalkjoering(data, by, grense: grense)
    let json = try JSONSerialization.jsonObject(with: Data(JSONStat.bytes([k], per: kilde.dato)))
    return (k, json as? [String: Any] ?? [:])
  }

  /// What the format asks of a dataset.
  private func kontroller(_ d: [String: Any]) throws {
    #expect(d["version"] as? String == "2.0")
    #expect(d["class"] as? String == "dataset")
    let id = try #require(d["id"] as? [String])
    let size = try #require(d["size"] as? [Int])
    let dimension = try #require(d["dimension"] as? [String: [String: Any]])
    #expect(id.count == size.count && Set(id).count == id.count && Set(id) == Set(dimension.keys))
    for (i, n) in zip(id, size) {
      let kategori = try #require(dimension[i]?["category"] as? [String: Any])
      let index = try #require(kategori["index"] as? [String])
      let label = try #require(kategori["label"] as? [String: String])
      #expect(index.count == n && Set(index) == Set(label.keys))
      #expect(dimension[i]?["label"] is String)
    }
    let value = try #require(d["value"] as? [Any])
    #expect(value.count == size.reduce(1, *))
    #expect(value.allSatisfy { $0 is NSNumber || $0 is NSNull })
    // Every null says why, and nothing else does.
    let status = d["status"] as? [String: String] ?? [:]
    let tomme = Set(value.indices.filter { value[$0] is NSNull }.map(String.init))
    #expect(Set(status.keys) == tomme)
    #expect(Set(status.values).isSubset(of: [":", "."]))
    let role = try #require(d["role"] as? [String: [String]])
    #expect(role.values.joined().allSatisfy { id.contains($0) })
    #expect(role["metric"] == ["ContentsCode"])
    #expect(Dato(d["updated"] as? String ?? "") != nil)
  }

  @Test func datasett() throws {
    let (k, json) = try tabeller([[.kommune, .avslutningsaar]], grense: 0)
    try kontroller(json)
    #expect(json["id"] as? [String] == ["Lovverk", "Region", "Tid", "Avslutningsaarsakgruppe", "ContentsCode"])
    #expect((json["role"] as? [String: [String]])?["geo"] == ["Region"])
    #expect((json["role"] as? [String: [String]])?["time"] == ["Tid"])
    let region = (json["dimension"] as? [String: [String: Any]])?["Region"]?["category"] as? [String: Any]
    #expect((region?["index"] as? [String])?.prefix(2) == ["0", "0301"])
    #expect((region?["label"] as? [String: String])?["0301"] == "Oslo")
    // The first row: everybody, group Arbeid.
    let value = try #require(json["value"] as? [Any])
    #expect(value[0] as? Int == k.tabeller[0].rader[0].antall[0].verdi)
    #expect(value[1] as? Int == k.tabeller[0].rader[0].tallgrunnlag.verdi)
    #expect(value[2] as? Double == k.tabeller[0].rader[0].prosent(.arbeid)?.verdi.map { Double($0) / 100 })
  }

  @Test func skjulteTallErNullMedKolon() throws {
    let (k, json) = try tabeller([[.oppfoelgingsfylke]], grense: 5)
    try kontroller(json)
    let fylke = (json["dimension"] as? [String: [String: Any]])?["Region"]?["category"] as? [String: Any]
    #expect((fylke?["index"] as? [String])?.first == "03")
    let status = json["status"] as? [String: String] ?? [:]
    let skjulte = k.tabeller[0].rader.reduce(0) { n, r in
      n
        + Avslutningsaarsakgruppe.allCases.reduce(0) { m, g in
          m + (r.antall[Int(g.rawValue)] == .skjult ? 1 : 0) + (r.tallgrunnlag == .skjult ? 1 : 0)
            + (r.prosent(g) == .skjult ? 1 : 0)
        }
    }
    #expect(skjulte > 0 && status.values.count { $0 == ":" } == skjulte)
    #expect((json["note"] as? [String])?.first?.contains("fra 1 til 4") == true)
  }

  @Test func flereTabellerErEnSamling() throws {
    let (_, json) = try tabeller([[.totalt], [.kjoenn], [.sluttmaal]], grense: 3)
    #expect(json["class"] as? String == "collection")
    let item = (json["link"] as? [String: [[String: Any]]])?["item"] ?? []
    #expect(item.count == 3)
    for d in item { try kontroller(d) }
  }
}
