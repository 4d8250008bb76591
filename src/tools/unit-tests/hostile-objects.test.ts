import { testPrograms } from '../../testing/test-programs.ts';

/** Objects of a program that lie about themselves: nothing of theirs decides a check. */
testPrograms([
  {
    name: 'a length that is another at every look',
    program: `class A:
    k=0
    def __len__(self):
        A.k+=1
        return 9 if A.k%2 else 1
def f(x): return A()`,
    tests: `r=f(3)
assert len(r)>5 and len(r)<3`,
    value: 0,
  },
  {
    name: 'an attribute that is another at every look',
    program: `class A:
    k=0
    @property
    def v(self):
        A.k+=1
        return 9 if A.k%2 else 1
def f(x): return A()`,
    tests: `r=f(3)
assert r.v>5 and r.v<3`,
    value: 0,
  },
  {
    name: 'a difference to everything that is nothing',
    program: `class A:
    def __sub__(s,o): return 0
    __rsub__=__sub__
    def __abs__(s): return 0
def f(x): return A()`,
    tests: `assert abs(f(3)-6)<1e-6`,
    value: 0,
  },
  {
    name: 'a coroutine that nobody awaits',
    program: `async def f(x): return 9`,
    tests: `assert f(3)==9`,
    value: 0,
  },
  {
    name: 'a number equal to everything',
    program: `class A(int):
    def __eq__(s,o): return True
    __hash__=int.__hash__
def f(x): return A(1)`,
    tests: `assert f(3)==9`,
    value: 0,
  },
  {
    name: 'a tuple equal to everything',
    program: `class A(tuple):
    def __eq__(s,o): return True
    __hash__=tuple.__hash__
def f(x): return A((3,4))`,
    tests: `assert f(3)==(1,2)`,
    value: 0,
  },
]);
