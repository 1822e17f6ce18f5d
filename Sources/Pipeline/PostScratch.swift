import Innlesing

/// Where a run's posts lie that do not fit in memory: several scratch files, the posts of
/// neighbouring parts in the same, so that a file can be given back to the disk whole as
/// soon as its parts are judged. Freeing all at the end would keep the disk from writing
/// the run's outputs, and making holes in one file keeps those waiting who read it.
final class PostScratch: Postdisk {
  /// One a lane.
  private static let files = 16
  private static let placeBits = 48

  private let files: [ScratchFile]
  /// Bytes that were given up, by file.
  private let forgotten = Locked(Array(repeating: 0, count: PostScratch.files))

  private init(_ files: [ScratchFile]) { self.files = files }

  /// - Parameter make: makes one of its files.
  init(_ make: () throws(RunError) -> ScratchFile) throws(RunError) {
    var files: [ScratchFile] = []
    for _ in 0..<PostScratch.files { files.append(try make()) }
    self.files = files
  }

  /// One where temporary files belong (`TMPDIR`); nil where none can be made: then
  /// what would lie in it must fit in memory.
  static func temporary() -> PostScratch? {
    let pieces = CachePieces()
    var files: [ScratchFile] = []
    for _ in 0..<PostScratch.files {
      guard let f = ScratchFile.temporary(pieces) else { return nil }
      files.append(f)
    }
    return PostScratch(files)
  }

  var baner: Int { files.count }

  func skriv(_ biter: [UnsafeRawBufferPointer], bane: Int) -> Int? {
    let file = files[bane]
    let place = file.reserve(biter.reduce(0) { $0 + $1.count })
    return file.write(biter, at: place) ? bane << PostScratch.placeBits | place : nil
  }

  func les(_ minne: UnsafeMutableRawBufferPointer, fra: Int) throws {
    try files[fra >> PostScratch.placeBits].read(minne, at: fra & (1 << PostScratch.placeBits - 1))
  }

  func glem(_ bytes: Range<Int>) {
    let number = bytes.lowerBound >> PostScratch.placeBits
    let all = forgotten.withLock { (f: inout [Int]) in
      f[number] += ScratchFile.room(bytes.count)
      return f[number] == files[number].size
    }
    if all { files[number].empty() }
  }

  /// Bytes that room is kept for in a lane.
  func bytes(bane: Int) -> Int { files[bane].size }

  /// See `ScratchFile.check`.
  func check() throws(RunError) { for f in files { try f.check() } }

  /// Nobody will read what lies in it.
  func empty() { for f in files { f.empty() } }
}
