/** A module in the place of torch, of plain lists, for tests of the worker's Python that run without torch. */
export const TORCH_OF_LISTS = `
import math
float32 = bfloat16 = "float"
class Row(list):
    def float(self): return self
    def sigmoid(self): return Row(1 / (1 + math.exp(-v)) for v in self)
    def softmax(self, _):
        odds = [math.exp(v) for v in self]
        return Row(v / sum(odds) for v in odds)
    def __getitem__(self, key):
        found = list.__getitem__(self, key)
        return Row(found) if isinstance(key, slice) else found
class cuda:
    @staticmethod
    def is_available(): return False
class inference_mode:
    def __enter__(self): return self
    def __exit__(self, *_): return False
def tensor(values, device): return values
`;
