import Innlesing
import Tabular

/// What `nir schema` writes: one type as a Table Schema, or all of a drop as a Data Package.
public struct SchemaExport: Sendable {
  /// Code values as patterns that take every spelling that the reader takes, instead of lists.
  public var anySpelling = false

  public init(anySpelling: Bool = false) { self.anySpelling = anySpelling }

  /// The Table Schema of a type, or the fields of the person documents.
  public func schema(_ type: Inndatatype) -> [UInt8] {
    var json = JSONWriter()
    if type == .folkeregister {
      documents(nil, to: &json)
    } else {
      TableSchema(type: type, anySpelling: anySpelling).write(to: &json)
    }
    return json.bytes + [UInt8(ascii: "\n")]
  }

  /// A Data Package with one resource a type, named as a drop names its files.
  public func package() -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      head(&json, "nir-leveranse", "Leveranse til NIR: én ressurs for hver inndatatype")
      json.array("resources") { json in
        for type in Inndatatype.allCases {
          json.object { json in
            json.value("name", type.navn)
            json.value("path", SchemaExport.path(type))
            if type == .folkeregister {
              json.value("type", "json")
              json.value("format", "json")
              json.value("mediatype", "application/json")
              json.value("encoding", "utf-8")
              documents("documentFields", to: &json)
            } else {
              csv(&json, encoding: "utf-8", delimiter: ";")
              TableSchema(type: type, anySpelling: anySpelling).write("schema", to: &json)
            }
          }
        }
      }
    }
    return json.bytes + [UInt8(ascii: "\n")]
  }

  /// A Data Package of a drop as it stands: every file with its path, encoding, delimiter and columns, so that
  /// `frictionless validate` run in its folder checks the files that are there.
  /// - Throws: `RunError`.
  public func package(drop: String) throws -> [UInt8] {
    let input = try ValidationInput(paths: [drop], patterns: nil, root: nil, type: nil)
    var json = JSONWriter()
    var names: Set<String> = []
    try json.objectThrowing { json in
      head(&json, "nir-leveranse", "Leveransen i \(drop)")
      try json.arrayThrowing("resources") { json in
        for file in input.listing.files {
          guard let type = file.type, let path = String(validating: file.path, as: UTF8.self) else { continue }
          try resource(path, type, full: input.listing.fullPath(file), &names, to: &json)
        }
      }
    }
    return json.bytes + [UInt8(ascii: "\n")]
  }

  private func resource(
    _ path: String, _ type: Inndatatype, full: [UInt8], _ names: inout Set<String>, to json: inout JSONWriter
  ) throws {
    var buffer = InputBuffer()
    let limits = Lesegrenser()
    do throws(TabularError) {
      try buffer.read(full, limit: limits.maksBytesFil)
    } catch {
      throw error.asRunError(path)
    }
    let raw: RawFile
    do throws(TabularError) {
      raw = try RawFile(buffer.bytes, limit: limits.maksBytesUtpakket)
    } catch {
      throw error.asRunError(path)
    }
    // Nothing to describe; the tool takes it for a fault, the reader for a warning.
    if raw.shape.kind == .empty { return }
    var keys = Overview(path: path, raw.shape)
    try raw.forEachRow(
      header: { header, _ in keys.columns = RowJSON.names(header) },
      row: { row, _ in if case .json(let bytes) = row, type != .folkeregister { keys.addKeys(bytes) } },
      fault: { _, _ in })
    let columns = keys.columns.map { String(decoding: $0, as: UTF8.self) }
    let name = SchemaExport.name(path, &names)
    let shape = raw.shape
    json.object { json in
      json.value("name", name)
      json.value("path", path)
      if shape.isGzip { json.value("compression", "gz") }
      switch shape.kind {
      case .csv, .empty:
        csv(
          &json, encoding: shape.encoding == .windows1252 ? "windows-1252" : shape.encoding == .utf8WithMark ? "utf-8-sig" : "utf-8",
          delimiter: shape.delimiter == 0x2C ? "," : shape.delimiter == 0x09 ? "\t" : ";")
      case .json, .ndjson:
        json.value("type", type == .folkeregister ? "json" : "table")
        json.value("format", shape.kind == .json ? "json" : "ndjson")
        json.value("mediatype", shape.kind == .json ? "application/json" : "application/x-ndjson")
        json.value("encoding", "utf-8")
      }
      if type == .folkeregister {
        documents("documentFields", to: &json)
      } else {
        var schema = TableSchema(type: type, anySpelling: anySpelling)
        if !columns.isEmpty { schema.columns = columns }
        schema.isJSON = shape.kind == .json || shape.kind == .ndjson
        schema.write("schema", to: &json)
      }
    }
  }

  private func head(_ json: inout JSONWriter, _ name: String, _ title: String) {
    json.value("$schema", "https://datapackage.org/profiles/2.0/datapackage.json")
    json.value("name", name)
    json.value("title", title)
  }

  private func csv(_ json: inout JSONWriter, encoding: String, delimiter: String) {
    json.value("type", "table")
    json.value("format", "csv")
    json.value("mediatype", "text/csv")
    json.value("encoding", encoding)
    json.object("dialect") { json in
      json.value("delimiter", delimiter)
      json.value("quoteChar", "\"")
      json.value("doubleQuote", true)
      json.value("header", true)
      // The tool's own place for the same.
      json.object("csv") { json in
        json.value("delimiter", delimiter)
      }
    }
  }

  /// Person documents are nested, which Table Schema is not made for: the fields that are read, as a
  /// list that people and programs can go by.
  private func documents(_ key: String?, to json: inout JSONWriter) {
    func fields(_ json: inout JSONWriter) {
      for column in Inndatatype.folkeregister.kolonner {
        json.object { json in
          json.value("name", column.navn)
          json.value("type", column.navn.contains(".") ? "any" : column.navn == "doedsfall" ? "any" : "array")
        }
      }
    }
    if let key {
      json.array(key) { fields(&$0) }
    } else {
      json.object { json in
        json.value("name", Inndatatype.folkeregister.navn)
        json.value("description", "Felt som leses i et persondokument fra Folkeregisteret, som liste.felt")
        json.array("fields") { fields(&$0) }
      }
    }
  }

  private static func path(_ type: Inndatatype) -> String {
    switch type {
    case .folkeregister: "folkeregister/folkeregister.json"
    case .udi: "udi/udi.csv"
    default: "kommune/\(type.navn).csv"
    }
  }

  /// A resource's name: lower-case letters, digits and `-._`, each only once.
  private static func name(_ path: String, _ taken: inout Set<String>) -> String {
    var name = ""
    for b in path.lowercased().utf8 {
      switch b {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"):
        name.unicodeScalars.append(UnicodeScalar(b))
      default: name += "-"
      }
    }
    var unique = name
    var n = 2
    while !taken.insert(unique).inserted {
      unique = "\(name)-\(n)"
      n += 1
    }
    return unique
  }
}

extension JSONWriter {
  /// `object` for a body that throws; what it throws comes out when the object is closed.
  mutating func objectThrowing(_ key: String? = nil, _ body: (inout JSONWriter) throws -> Void) throws {
    var fault: (any Error)?
    object(key) { json in do { try body(&json) } catch { fault = error } }
    if let fault { throw fault }
  }

  mutating func arrayThrowing(_ key: String? = nil, _ body: (inout JSONWriter) throws -> Void) throws {
    var fault: (any Error)?
    array(key) { json in do { try body(&json) } catch { fault = error } }
    if let fault { throw fault }
  }
}
