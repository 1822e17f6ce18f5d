import Domene
import Kalender
import Kodeverk

extension Persondekoder {
  /// Reads the values of one post, column by column.
  ///
  /// Where a column may be empty is anybody's guess, the processor's too: a value of few
  /// bytes is read without asking, backwards from where the column ends. An empty one
  /// ends where it begins; what stands before it is the post's own, and is not used.
  struct Leser {
    let p: UnsafeRawPointer
    var i = Post.hode &+ 2
    /// One bit a column that is still to come: whether it has a value.
    var maske: UInt32

    init(_ p: UnsafeRawPointer) {
      self.p = p
      maske = UInt32(p.loadUnaligned(fromByteOffset: Post.hode, as: UInt16.self))
    }

    @inline(__always) var kilde: Kilde { Post.kilde(p) }

    /// Steps to the next column: whether it has a value.
    @inline(__always) mutating func har() -> Bool {
      let h = maske & 1 != 0
      maske &>>= 1
      return h
    }
    @inline(__always) mutating func hopp() { maske &>>= 1 }
    /// Whether all of these columns have values. From here on they are known to, and where
    /// those of fixed length stand is known too.
    @inline(__always) mutating func har(alle kolonner: UInt32) -> Bool {
      guard maske & kolonner == kolonner else { return false }
      maske |= kolonner
      return true
    }
    /// Steps to the next column and past it, if it has its `bytes`: whether it does.
    @inline(__always) mutating func forbi(_ bytes: Int) -> Bool {
      let h = maske & 1
      maske &>>= 1
      i &+= bytes &* Int(truncatingIfNeeded: h)
      return h != 0
    }
    /// What stands before the place.
    @inline(__always) func bak<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type) -> T {
      p.loadUnaligned(fromByteOffset: i &- MemoryLayout<T>.size, as: T.self)
    }
    /// The value of so many bytes (`Postverdi`) that the column has, if it has one.
    @inline(__always) mutating func ord(_ bytes: Int) -> (har: Bool, verdi: UInt64) {
      let h = forbi(bytes)
      return (h, bak(UInt64.self) &>> UInt64(64 &- 8 &* bytes))
    }
    @inline(__always) mutating func dato() -> Dato? {
      let h = forbi(Postverdi.dato)
      let d = Dato(dagnummer: Int32(bitPattern: bak(UInt32.self) &>> 8))
      return h ? d : nil
    }
    @inline(__always) mutating func maaDato() -> Dato { dato() ?? .foerste }
    @inline(__always) mutating func raaTekst() -> UnsafeRawBufferPointer {
      var l = Int(p.load(fromByteOffset: i, as: UInt8.self))
      i &+= 1
      if l >= 0x80 { l = langTekst(l & 0x7F) }
      let b = UnsafeRawBufferPointer(start: p + i, count: l)
      i &+= l
      return b
    }
    /// The length of a text of 128 bytes or more, whose lowest seven bits are read.
    @inline(never) private mutating func langTekst(_ lavest: Int) -> Int {
      var l = lavest
      var s = 7
      while true {
        let c = p.load(fromByteOffset: i, as: UInt8.self)
        i &+= 1
        l |= Int(c & 0x7F) &<< s
        if c < 0x80 { return l }
        s &+= 7
      }
    }
    @inline(__always) mutating func tekst(_ g: inout Persongrunnlag) -> Tekst {
      guard har() else { return .tom }
      return leggInn(raaTekst(), &g)
    }
    /// Puts a text of the post in; the post mostly goes on behind it.
    @inline(__always) func leggInn(_ b: UnsafeRawBufferPointer, _ g: inout Persongrunnlag) -> Tekst {
      guard let fra = b.baseAddress, b.count > 0 else { return .tom }
      let igjen = Post.lengde(p) &- (fra - p)
      return b.count &+ Persongrunnlag.slakk <= igjen ? g.leggInn(medSlakk: fra, b.count) : g.leggInn(b)
    }
    /// Two texts that stand one behind the other, put in at once with what is between them.
    @inline(__always) mutating func toTekster(_ g: inout Persongrunnlag) -> (Tekst, Tekst) {
      guard maske & 3 == 3 else { return (tekst(&g), tekst(&g)) }
      maske &>>= 2
      let foerste = raaTekst()
      let foersteSlutt = i
      let annen = raaTekst()
      let begge = leggInn(
        UnsafeRawBufferPointer(start: foerste.baseAddress, count: foerste.count &+ i &- foersteSlutt), &g)
      let annenFra = begge.fra &+ begge.lengde &- UInt32(truncatingIfNeeded: annen.count)
      return (
        Tekst(fra: begge.fra, lengde: UInt32(truncatingIfNeeded: foerste.count)),
        Tekst(fra: annenFra, lengde: UInt32(truncatingIfNeeded: annen.count))
      )
    }
    @inline(__always) mutating func id() -> UInt64 {
      let (h, id) = ord(Postverdi.id)
      return h ? id : 0
    }
    /// Of an ID whose words are kept.
    @inline(__always) mutating func idAvTekst() -> UInt64 { har() ? Feltleser.hash(raaTekst()) : 0 }
    @inline(__always) mutating func kode() -> UInt8? {
      let h = forbi(1)
      let k = bak(UInt8.self)
      return h ? k : nil
    }
    @inline(__always) mutating func boolsk() -> Bool? {
      let h = forbi(1)
      let b = bak(UInt8.self) != 0
      return h ? b : nil
    }
    @inline(__always) mutating func desimal() -> Desimal? {
      guard har() else { return nil }
      let d = Desimalpost.les(p + i)
      i &+= d.bytes
      return Desimal(mikro: d.mikro)
    }
    @inline(__always) mutating func kommune() -> Kommunenummer? {
      let h = forbi(2)
      let k = Kommunenummer(nummer: UInt32(bak(UInt16.self)))
      return h ? k : nil
    }
    @inline(__always) mutating func bydel() -> Bydelsnummer? {
      let (h, b) = ord(Postverdi.bydel)
      return h ? Bydelsnummer(nummer: UInt32(truncatingIfNeeded: b)) : nil
    }
    @inline(__always) mutating func periode() -> Maaned? {
      let h = forbi(2)
      let m = Maaned(nummer: Int32(bak(UInt16.self)) &+ 1900 * 12)
      return h ? m : nil
    }
    @inline(__always) mutating func avtrykk() { _ = forbi(Postverdi.avtrykk) }
    @inline(__always) mutating func foedselsnummer() -> UInt64? {
      let (h, f) = ord(Postverdi.foedselsnummer)
      if !h { return nil }
      if f != Postverdi.intetNummer { return f }
      i &+= 8
      return nil
    }
    /// The paragraf; the hash of its words, which tells duplicates, is passed over.
    @inline(__always) mutating func hjemmel() -> Int? {
      let (h, v) = ord(Postverdi.hjemmel)
      return h ? Postverdi.paragraf(iHjemmel: v) : nil
    }
  }
}
