import { testPrograms } from '../../testing/test-programs.ts';

/** Objects of a program behave in tests of another process as they do in their own. */
testPrograms([
  {
    name: 'types',
    program: `class Point:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return isinstance(o, Point) and o.x == self.x
    def __add__(self,o): return Point(self.x+o.x)
    def __repr__(self): return f'Point({self.x})'
    def __len__(self): return self.x
    @classmethod
    def origin(cls): return cls(0)
class Sub(Point): pass
def f(x): return Point(x)
def g(x): return Sub(x)
`,
    tests: `assert isinstance(f(1), Point)
assert type(f(1)) is Point
assert type(f(1)) == Point
assert isinstance(g(1), Point)
assert not isinstance(f(1), Sub)
assert issubclass(Sub, Point)
assert f(1).x == 1
assert type(f(1)).__name__ == 'Point'`,
  },
  {
    name: 'operators between its own',
    program: `class Point:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return isinstance(o, Point) and o.x == self.x
    def __add__(self,o): return Point(self.x+o.x)
    def __repr__(self): return f'Point({self.x})'
    def __len__(self): return self.x
    @classmethod
    def origin(cls): return cls(0)
class Sub(Point): pass
def f(x): return Point(x)
def g(x): return Sub(x)
`,
    tests: `assert f(1)+f(2)==f(3)
assert f(1)!=f(2)
assert repr(f(1))=='Point(1)'
assert len(f(3))==3
assert not f(0)
assert Point.origin().x==0
assert Point(4)==f(4)
p=f(1)
p.x=5
assert p.x==5`,
  },
  {
    name: 'exceptions of its own',
    program: `class Bad(ValueError):
    def __init__(self, m):
        super().__init__(m)
        self.code=7
def f(x): raise Bad('no')`,
    tests: `try:
    f(1)
    assert False
except Bad as e:
    assert str(e)=='no'
    assert e.code==7
assert issubclass(Bad, ValueError)
try:
    f(2)
except ValueError as e:
    assert isinstance(e, Bad)`,
  },
  {
    name: 'unittest with its types',
    program: `from collections import namedtuple
P=namedtuple('P','x y')
class Bad(Exception): pass
def f(x): raise Bad('no')
def g(): return P(1,2)`,
    tests: `import unittest
class T(unittest.TestCase):
    def test_a(self):
        with self.assertRaises(Bad): f(1)
    def test_b(self):
        self.assertIsInstance(g(), P)
`,
  },
  {
    name: 'a named tuple',
    program: `from collections import namedtuple
P=namedtuple('P','x y')
def f(x): return P(x,2)`,
    tests: `assert f(1)==(1,2)
assert f(1).x==1
assert isinstance(f(1),P)
assert isinstance(f(1),tuple)
assert f(1)._asdict()=={'x':1,'y':2}
a,b=f(1)
assert b==2
assert f(P(3,4)) == (P(3,4), 2)`,
  },
  {
    name: 'a data class',
    program: `from dataclasses import dataclass
@dataclass
class D:
    n:int
    s:str='a'
def f(x): return D(x)`,
    tests: `assert f(1)==D(1,'a')
assert f(1).n==1
assert f(1)!=D(2,'a')
assert isinstance(f(1),D)`,
  },
  {
    name: 'an enumeration',
    program: `from enum import Enum
class Color(Enum):
    RED=1
    BLUE=2
def f(x): return Color(x)`,
    tests: `assert f(1)==Color.RED
assert f(1) is Color.RED
assert f(1).name=='RED'
assert [c.value for c in Color]==[1,2]
assert Color['RED'].value==1
assert isinstance(f(1),Color)`,
  },
  {
    name: 'an enumeration of numbers',
    program: `from enum import IntEnum
class Color(IntEnum):
    RED=1
    BLUE=2
def f(x): return Color(x)`,
    tests: `assert f(1)==1
assert f(1) is not None
assert isinstance(f(1),Color)
assert f(1).name=='RED'`,
  },
  {
    name: 'an iterator',
    program: `class R:
    def __init__(self,n): self.n=n; self.i=0
    def __iter__(self): return self
    def __next__(self):
        if self.i>=self.n: raise StopIteration
        self.i+=1
        return self.i-1
def f(x): return R(x)`,
    tests: `assert list(f(3))==[0,1,2]
assert [x for x in f(2)]==[0,1]
assert 1 in f(3)
assert sum(f(4))==6`,
  },
  {
    name: 'a counter',
    program: `from collections import Counter
def f(x): return Counter(x)`,
    tests: `from collections import Counter
assert f('aab')==Counter('aab')
assert isinstance(f('a'),Counter)
assert f('aab').most_common(1)==[('a',2)]`,
  },
  {
    name: 'coroutines',
    program: `import asyncio
async def f(x):
    await asyncio.sleep(0.001)
    return x*x`,
    tests: `import asyncio
async def t():
    assert await f(3)==9
    a,b=await asyncio.gather(f(1),f(2))
    assert (a,b)==(1,4)
asyncio.run(t())
assert asyncio.run(f(2))==4`,
  },
  {
    name: 'a context manager',
    program: `class H:
    def __init__(s,v): s.v=v; s.closed=False
    def __enter__(s): return s
    def __exit__(s,*a): s.closed=True
def f(x): return H(x)`,
    tests: `with f(1) as h:
    assert h.v==1
assert h.closed`,
  },
  {
    name: 'a linked list',
    program: `class Node:
    def __init__(s,v,n=None): s.val=v; s.next=n
def f(xs):
    h=None
    for x in reversed(xs): h=Node(x,h)
    return h`,
    tests: `n=f([1,2,3])
out=[]
while n:
    out.append(n.val)
    n=n.next
assert out==[1,2,3]`,
  },
  {
    name: 'a class of the tests made from one of the program',
    program: `class Base:
    def go(self): return 1
def f(b): return b.go()`,
    tests: `class T(Base):
    def go(self): return 5
assert f(T())==5`,
    place: 'in-process',
  },
  {
    name: 'a class that is asked for',
    program: `class Solution:
    def add(self,a,b): return a+b`,
    tests: `s=Solution()
assert s.add(1,2)==3
assert Solution().add(2,2)==4`,
    entry: 'Solution',
  },
  {
    name: 'state that calls change',
    program: `class Queue:
    def __init__(s): s.i=[]
    def push(s,x): s.i.append(x)
    def pop(s): return s.i.pop(0)
    def size(s): return len(s.i)
    def __len__(s): return len(s.i)`,
    tests: `q=Queue()
q.push(1)
q.push(2)
assert q.size()==2
assert q.pop()==1
assert q.size()==1
assert len(q)==1
q.push(3)
assert len(q)==2`,
    entry: 'Queue',
  },
]);
