/// Changes bytes a little, the same way for the same seed.
struct Mutator {
  var random: SeededRandom
  /// Pieces that are worth putting in where random bytes rarely form them.
  var pieces: [[UInt8]]

  /// One to four changes of `text`, to at most `limit` bytes.
  mutating func mutate(_ text: [UInt8], limit: Int = 4096) -> [UInt8] {
    var result = text
    for _ in 0...random.below(4) {
      let place = random.below(result.count + 1)
      switch random.below(8) {
      case 0 where place < result.count: result[place] ^= 1 << UInt8(random.below(8))
      case 1 where place < result.count: result[place] = UInt8(random.below(256))
      case 2 where place < result.count: result.removeSubrange(place..<min(result.count, place + 1 + random.below(8)))
      case 3: result.insert(UInt8(random.below(256)), at: place)
      case 4: result.removeSubrange(place...)
      case 5 where place < result.count:
        let end = min(result.count, place + 1 + random.below(24))
        result.insert(contentsOf: result[place..<end], at: random.below(result.count))
      default:
        guard let piece = pieces.randomElement(using: &random) else { break }
        result.insert(contentsOf: piece, at: place)
      }
    }
    return Array(result.prefix(limit))
  }
}
