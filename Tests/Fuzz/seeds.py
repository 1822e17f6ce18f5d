"""Fills a corpus with small pieces of example drops: usage seeds.py TARGET CORPUS FOLDER..."""
import gzip, hashlib, os, struct, sys, zlib

TYPES = ['folkeregister', 'udi', 'bosettinger', 'kontakter', 'integreringskontrakter', 'sluttmaal', 'vedtak', 'klager', 'tiltak', 'fravaer', 'avslutninger', 'reservasjoner', 'utdanning']
target, corpus, folders = sys.argv[1], sys.argv[2], sys.argv[3:]


def keep(data):
    with open(os.path.join(corpus, hashlib.sha1(data).hexdigest()), 'wb') as f:
        f.write(data)


for values in [b'31.08.2024', b'2024-02-29', b'9000 999000 14', b'August 2021', b'08.2021', b'Ja', b'7,5', b'0301', b'{"a":[1,-2.5e3,"\\ud83d\\ude00",null,true]}', b'a;b\r\n1;"x;""y"\n\n2;3\n', b'']:
    keep(values)
for folder in folders:
    for path, _, names in os.walk(folder):
        for name in sorted(names):
            data = open(os.path.join(path, name), 'rb').read()
            plain = data
            if data[:2] == b'\x1f\x8b':
                try:
                    plain = gzip.decompress(data)
                except Exception:
                    pass
            # The header and the first rows say what mutations need.
            head = b'\n'.join(plain.split(b'\n')[:4])[:1500]
            if target == 'gzip':
                keep(gzip.compress(head, mtime=0))
                # Blocks alone, of every kind: the target puts a header before what it is given.
                for level, strategy in [(6, zlib.Z_DEFAULT_STRATEGY), (9, zlib.Z_HUFFMAN_ONLY), (6, zlib.Z_FIXED), (0, zlib.Z_DEFAULT_STRATEGY)]:
                    packer = zlib.compressobj(level, zlib.DEFLATED, -15, 8, strategy)
                    keep(packer.compress(head) + packer.flush() + struct.pack('<II', zlib.crc32(head), len(head)))
            elif target == 'file':
                kind = next((i for i, t in enumerate(TYPES) if name.startswith(t) or (t in path and i < 2)), 6)
                keep(bytes([kind]) + head)
            else:
                keep(head)
