import assert from 'node:assert/strict';
import { courseRole } from '../../src/lti/courseRole.js';

const LIS = 'http://purl.imsglobal.org/vocab/lis/v2';

describe('courseRole', () => {
  const cases: [string, string[], string][] = [
    ['reads an Instructor', [`${LIS}/membership#Instructor`], 'teacher'],
    ['reads a ContentDeveloper', [`${LIS}/membership#ContentDeveloper`], 'teacher'],
    ['reads a context Administrator', [`${LIS}/membership#Administrator`], 'teacher'],
    ['reads a teaching assistant', [`${LIS}/membership/Instructor#TeachingAssistant`], 'teacher'],
    ['reads a Learner', [`${LIS}/membership#Learner`], 'learner'],
    ['reads a guest learner', [`${LIS}/membership/Learner#GuestLearner`], 'learner'],
    [
      'keeps a learner sub-role named Instructor a learner',
      [`${LIS}/membership/Learner#Instructor`],
      'learner',
    ],
    ['reads a Mentor', [`${LIS}/membership#Mentor`], 'mentor'],
    ['understands short names', ['Instructor'], 'teacher'],
    ['understands the short Learner', ['Learner'], 'learner'],
    [
      'gives the most rights of several roles',
      [`${LIS}/membership#Learner`, `${LIS}/membership#Instructor`],
      'teacher',
    ],
    ['gives nothing for institution roles', [`${LIS}/institution/person#Instructor`], 'guest'],
    ['gives nothing for system roles', [`${LIS}/system/person#Administrator`], 'guest'],
    ['gives nothing for a Member', [`${LIS}/membership#Member`], 'guest'],
    ['gives nothing for unknown roles', ['https://lms.test/roles#Instructor', 'Boss'], 'guest'],
    ['gives nothing for names of Object', ['constructor', `${LIS}/membership#toString`], 'guest'],
    ['gives nothing without roles', [], 'guest'],
    ['minds the case', ['instructor', `${LIS}/membership#learner`], 'guest'],
  ];

  for (const [name, roles, expected] of cases) {
    it(name, () => assert.equal(courseRole(roles), expected));
  }
});
