/** Commands of LaTeX that are one sign each. */
const GREEK =
  'alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω ell ℓ hbar ℏ infty ∞ partial ∂ nabla ∇ emptyset ∅ varnothing ∅ aleph ℵ Re ℜ Im ℑ imath ı jmath ȷ';
const OPERATORS =
  'times × cdot ⋅ div ÷ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ otimes ⊗ le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ equiv ≡ approx ≈ sim ∼ simeq ≃ cong ≅ propto ∝ ll ≪ gg ≫ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ cup ∪ cap ∩ setminus ∖ to → rightarrow → longrightarrow ⟶ leftarrow ← Rightarrow ⇒ implies ⟹ Leftarrow ⇐ iff ⟺ Leftrightarrow ⇔ leftrightarrow ↔ mapsto ↦ uparrow ↑ downarrow ↓ land ∧ wedge ∧ lor ∨ vee ∨ neg ¬ lnot ¬ forall ∀ exists ∃ mid ∣ nmid ∤ parallel ∥ perp ⊥ angle ∠ triangle △ ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ sum ∑ prod ∏ int ∫ iint ∬ oint ∮ bigcup ⋃ bigcap ⋂ langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lbrace { rbrace } vert | lvert | rvert | Vert ‖ lVert ‖ rVert ‖ prime ′ degree ° therefore ∴ because ∵ checkmark ✓ colon : backslash \\ square □ blacksquare ■';

function pairs(list: string): ReadonlyMap<string, string> {
  const words = list.split(' ');
  return new Map(words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1]!]] : [])));
}

export const LETTERS = pairs(GREEK);
export const SIGNS = pairs(OPERATORS);
/** Names of functions, set upright. */
export const FUNCTIONS: ReadonlySet<string> = new Set(
  'sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp lim max min sup inf gcd lcm deg det dim ker arg Pr mod'.split(
    ' ',
  ),
);
/** Signs with bounds below and above, where a formula stands on a line of its own. */
export const WITH_BOUNDS: ReadonlySet<string> = new Set([
  '∑',
  '∏',
  '⋃',
  '⋂',
  'lim',
  'max',
  'min',
  'sup',
  'inf',
]);
/** Widths of white space, in em. */
export const SPACES: ReadonlyMap<string, string> = new Map([
  [',', '0.17em'],
  [':', '0.22em'],
  [';', '0.28em'],
  ['!', '0'],
  [' ', '0.3em'],
  ['quad', '1em'],
  ['qquad', '2em'],
  ['enspace', '0.5em'],
  ['thinspace', '0.17em'],
]);
export const ACCENTS: ReadonlyMap<string, string> = new Map([
  ['hat', '^'],
  ['widehat', '^'],
  ['bar', '¯'],
  ['overline', '¯'],
  ['vec', '→'],
  ['tilde', '~'],
  ['dot', '˙'],
  ['ddot', '¨'],
]);
